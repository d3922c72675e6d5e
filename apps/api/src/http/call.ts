import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notAnObject, unknownField } from '#dto';
import type { Account } from '#identity';
import { HttpProblem } from './problem.js';
import { inputInvalid } from './validation.js';

/** Who calls and with which headers: what every command and query needs beside its body. */
export interface Call {
  readonly account: Account;
  readonly reply: FastifyReply;
  readonly idempotencyKey: string | undefined;
  readonly ifMatch: number | undefined;
}

export interface SignedIn {
  account?: Account;
  token?: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const REVISION = /^(?:W\/)?"(\d{1,9})"$/;

export const TheCall = createParamDecorator((_: unknown, context: ExecutionContext): Call => callIn(context));

/** A call of a command without fields: its body may be left out, or be {}. */
export const BareCall = createParamDecorator((_: unknown, context: ExecutionContext): Call => {
  const { body = {} } = context.switchToHttp().getRequest<FastifyRequest>();
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw inputInvalid([notAnObject()]);
  const unknown = Object.keys(body).map(unknownField);
  if (unknown.length > 0) throw inputInvalid(unknown);
  return callIn(context);
});

function callIn(context: ExecutionContext): Call {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest & SignedIn>();
  const { headers } = request;
  if (request.account === undefined) throw notSignedIn();
  return {
    account: request.account,
    reply: http.getResponse<FastifyReply>(),
    idempotencyKey: idempotencyKey(headers['idempotency-key']),
    ifMatch: revision(headers['if-match']),
  };
}

export const notSignedIn = (): HttpProblem =>
  new HttpProblem(401, 'not-signed-in', '请先登录', 'Sign in first: POST /api/sessions');

function idempotencyKey(value: string | string[] | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = String(value).replace(/^"(.*)"$/, '$1');
  if (UUID.test(text)) return text.toLowerCase();
  throw new HttpProblem(400, 'idempotency-key-invalid', 'Idempotency-Key 应为 UUID', 'Idempotency-Key must be a UUID', {
    field: 'Idempotency-Key',
    allowed: ['UUID'],
  });
}

function revision(value: string | undefined): number | undefined {
  if (value === undefined || value === '*') return undefined;
  const match = REVISION.exec(value);
  if (match?.[1] !== undefined) return Number(match[1]);
  throw new HttpProblem(400, 'if-match-invalid', 'If-Match 应为办件的 ETag', 'If-Match must be the ETag of a case', {
    field: 'If-Match',
    allowed: ['"<revision>"'],
  });
}
