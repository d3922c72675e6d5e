import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SecurityLog, What } from '#security-log';
import type { SignedIn } from './call.js';
import { originOf } from './origin.js';

const LOGGED = 'logged';

/** A route whose every use is told to the security log, by whoever it is and whatever comes of it. */
export const Logged = (what: What): CustomDecorator => SetMetadata(LOGGED, what);

export const loggedOf = (handler: object): What | undefined => Reflect.getMetadata(LOGGED, handler) as What | undefined;

export interface Noted {
  logged?: What;
  problem?: string;
}

type Asked = FastifyRequest & SignedIn & Noted;

/**
 * Tells the log what was answered. What is foreign and what is missing are answered alike, so both are denied access here: a row of
 * them is somebody who tries numbers.
 */
export function tellSecurityLog(fastify: FastifyInstance, log: SecurityLog): void {
  fastify.addHook('onResponse', (request: Asked, reply: FastifyReply, done) => {
    const { statusCode } = reply;
    if (isDenied(request, statusCode)) log.record({ what: 'access-denied', outcome: 'failure', ...of(request) });
    else if (statusCode === 202) log.record({ what: 'approval-asked', ...of(request) });
    else if (request.logged !== undefined)
      log.record({ what: request.logged, outcome: statusCode < 400 ? 'success' : 'failure', ...of(request) });
    done();
  });
}

function isDenied({ account, headers, problem }: Asked, status: number): boolean {
  if (status === 401) return problem === 'not-signed-in' && headers.authorization !== undefined;
  return account !== undefined && (status === 403 || (status === 404 && problem !== 'no-such-route'));
}

const of = (request: Asked) => ({
  by: originOf(request),
  on: `${request.method} ${request.url.split('?')[0] ?? ''}`,
  ...(request.problem === undefined ? {} : { code: request.problem }),
});
