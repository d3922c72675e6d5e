import { SetMetadata, type CanActivate, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { passwordChangeDue, type Identity } from '#identity';
import { wrongRole, type Role } from '#kernel';
import { notSignedIn, type SignedIn } from './call.js';
import { loggedOf, type Noted } from './logged.js';
import { Rejected } from './problem.js';

const OPEN = 'open';
const ROLES = 'roles';
const INITIAL = 'even-with-initial-password';

/** A route for everybody, signed in or not. */
export const Open = (): CustomDecorator => SetMetadata(OPEN, true);

/** A route for accounts that have one of these roles; commands of a case are checked by the decider itself. */
export const For = (...roles: Role[]): CustomDecorator => SetMetadata(ROLES, roles);

/** A route that is open before an initial password has been changed. */
export const EvenWithInitialPassword = (): CustomDecorator => SetMetadata(INITIAL, true);

/** Every route is closed unless it says otherwise. */
export class AuthGuard implements CanActivate {
  constructor(private readonly identity: Identity) {}

  canActivate(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    const request = context.switchToHttp().getRequest<FastifyRequest & SignedIn & Noted>();
    const logged = loggedOf(handler);
    if (logged !== undefined) request.logged = logged;
    if (Reflect.getMetadata(OPEN, handler) === true) return true;
    const { authorization } = request.headers;
    const token = authorization?.startsWith('Bearer ') === true ? authorization.slice(7) : undefined;
    const account = token === undefined ? undefined : this.identity.authenticate(token);
    if (token === undefined || account === undefined) throw notSignedIn();
    request.account = account;
    request.token = token;
    if (account.mustChangePassword === true && Reflect.getMetadata(INITIAL, handler) !== true)
      throw new Rejected(passwordChangeDue());
    const roles = Reflect.getMetadata(ROLES, handler) as readonly Role[] | undefined;
    if (roles !== undefined && !roles.some((role) => account.roles.includes(role))) throw new Rejected(wrongRole(roles));
    return true;
  }
}
