import type { FastifyRequest } from 'fastify';
import type { Origin } from '#security-log';
import { addressOf } from './address.js';
import type { SignedIn } from './call.js';

export const originOf = (request: FastifyRequest & SignedIn): Origin => ({
  ...(request.account === undefined ? {} : { account: request.account.id, name: request.account.username }),
  from: addressOf(request.ip),
  request: request.id,
});
