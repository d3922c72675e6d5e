import { applyDecorators, SetMetadata, type CanActivate, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { RouteConfig, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { passwordChangeDue, secondFactorDue, type Account, type Identity } from '#identity';
import { wrongRole, type Role } from '#kernel';
import { notSignedIn, type SignedIn } from './call.js';
import { loggedOf, type Noted } from './logged.js';
import { Refuses } from './problem-doc.js';
import { Rejected } from './problem.js';

const OPEN = 'open';
const ROLES = 'roles';
const WORKER = 'worker';
const INITIAL = 'even-with-initial-password';
const UNPROVED = 'even-without-second-factor';
const ROUTE_PATH = 'path';
const ROUTE_CONFIG = '__fastify_route_config__';

/** A route for everybody, signed in or not; in the API document one that needs no token. */
export const Open = (): MethodDecorator => applyDecorators(SetMetadata(OPEN, true), ApiSecurity({}));

/** A route for accounts that have one of these roles; commands of a case are checked by the decider itself. */
export const For = (...roles: Role[]): MethodDecorator =>
  applyDecorators(SetMetadata(ROLES, roles), Refuses(403, 'wrong-role', { allowed: roles }));

export const EvenWithInitialPassword = (): CustomDecorator => SetMetadata(INITIAL, true);

/** A route by which an obligatory second factor is set, open before there is one; and so is every route above. */
export const EvenWithoutSecondFactor = (): CustomDecorator => SetMetadata(UNPROVED, true);

export const ForWorker = (): CustomDecorator => SetMetadata(WORKER, true);

export interface Doors {
  readonly identity: Identity;
  /** Throws where the request is not that of a worker. */
  readonly admitWorker: (request: FastifyRequest) => void;
}

type Asked = FastifyRequest & SignedIn & Noted & { admitted?: true };

interface Door {
  readonly logged: ReturnType<typeof loggedOf>;
  readonly isForWorker: boolean;
  readonly isOpen: boolean;
  readonly isOpenAtFirst: boolean;
  readonly isOpenUnproved: boolean;
  readonly roles: readonly Role[] | undefined;
}

function doorOf(handler: object): Door {
  const says = (key: string): boolean => Reflect.getMetadata(key, handler) === true;
  return {
    logged: loggedOf(handler),
    isForWorker: says(WORKER),
    isOpen: says(OPEN),
    isOpenAtFirst: says(INITIAL),
    isOpenUnproved: says(UNPROVED),
    roles: Reflect.getMetadata(ROLES, handler) as readonly Role[] | undefined,
  };
}

/** Every route is closed unless it says otherwise. Throws whatever the caller is to be told. */
function admit(door: Door, request: Asked, { identity, admitWorker }: Doors): void {
  if (door.logged !== undefined) request.logged = door.logged;
  if (door.isForWorker) admitWorker(request);
  else if (!door.isOpen) {
    const { mustChangePassword, mustSetSecondFactor, roles: held } = signIn(request, identity);
    if (mustChangePassword === true && !door.isOpenAtFirst) throw new Rejected(passwordChangeDue());
    if (mustSetSecondFactor === true && !door.isOpenAtFirst && !door.isOpenUnproved) throw new Rejected(secondFactorDue());
    if (door.roles?.some((role) => held.includes(role)) === false) throw new Rejected(wrongRole(door.roles));
  }
  request.admitted = true;
}

function signIn(request: Asked, identity: Identity): Account {
  const { authorization } = request.headers;
  const token = authorization?.startsWith('Bearer ') === true ? authorization.slice(7) : undefined;
  const account = token === undefined ? undefined : identity.authenticate(token);
  if (token === undefined || account === undefined) throw notSignedIn();
  request.account = account;
  request.token = token;
  return account;
}

/** Who may not come in is told so before the body is read, however long or wrong it is. */
export function admitBeforeBody(app: NestFastifyApplication, doors: Doors): void {
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) if (typeof metatype === 'function') tellRoutes(metatype.prototype as object);
  }
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      const { door } = request.routeOptions.config as { door?: Door };
      if (door !== undefined) admit(door, request, doors);
      done();
    });
}

/** Each route of the server knows what the method of the controller says that answers it. */
function tellRoutes(prototype: object): void {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const handler: unknown = descriptor.value;
    if (typeof handler !== 'function' || !Reflect.hasMetadata(ROUTE_PATH, handler)) continue;
    const config = Reflect.getMetadata(ROUTE_CONFIG, handler) as object | undefined;
    RouteConfig({ ...config, door: doorOf(handler) })(prototype, name, descriptor);
  }
}

/** Where the server itself did not ask, nobody comes in. */
export class AuthGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.switchToHttp().getRequest<Asked>().admitted !== true) throw notSignedIn();
    return true;
  }
}
