import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '#engine';
import { bodyTooLarge } from './json-body.js';
import type { Noted } from './logged.js';
import { HttpProblem, httpProblemOf, languageOf, problemOf, Rejected, type Problem } from './problem.js';

/** What a moment's patience mends. */
const LATER = ['certificate-not-ready', 'position-not-reached'];

/** Everything that is not an answer leaves as application/problem+json; faults are told to the log, never to the caller. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(fault: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest & Noted>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemFor(fault, request, this.log);
    request.problem = problem.code;
    if (problem.status === 503 || problem.status === 429 || LATER.includes(problem.code))
      void reply.header('retry-after', String(patienceOf(fault)));
    void reply
      .code(problem.status)
      .type('application/problem+json; charset=utf-8')
      .send({ ...problem, instance: request.id });
  }
}

export function problemFor(fault: unknown, request: FastifyRequest, log: Log): Problem {
  const language = languageOf(request.headers['accept-language']);
  if (fault instanceof Rejected) return problemOf(fault.rejection, language);
  if (fault instanceof HttpProblem) return httpProblemOf(fault, language);
  return httpProblemOf(edgeProblem(fault, request, log), language);
}

/** Errors of the framework that are the caller's doing keep their status; everything else is a fault of ours and answers 503. */
function edgeProblem(fault: unknown, request: FastifyRequest, log: Log): HttpProblem {
  const status = statusOf(fault);
  if (status === 404) return new HttpProblem(404, 'no-such-route', '没有这个地址', 'There is nothing at this address');
  if (status === 413) return bodyTooLarge();
  if (status === 415) {
    return new HttpProblem(415, 'media-type-unsupported', '请使用 application/json', 'Send application/json', {
      allowed: ['application/json'],
    });
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return new HttpProblem(status, 'request-malformed', '请求无法解析', `The request cannot be read: ${message(fault)}`);
  }
  log.error(`${request.method} ${request.routeOptions.url ?? request.url} failed (${request.id}): ${stack(fault)}`);
  if (isStoreClosed(fault)) return new HttpProblem(503, 'shutting-down', '系统正在停止', 'The service is stopping');
  return new HttpProblem(
    503,
    'unavailable',
    '系统暂时无法办理，内容未保存，请稍后重试',
    'The service cannot do this for the moment; nothing was stored',
  );
}

const patienceOf = (fault: unknown): number => (fault instanceof HttpProblem ? (fault.more.retryAfterSeconds ?? 1) : 1);

function statusOf(fault: unknown): number | undefined {
  if (fault instanceof HttpException) return fault.getStatus();
  const { statusCode } = fault as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}

/** By name: it may come from another thread. */
const isStoreClosed = (fault: unknown): boolean => fault instanceof Error && fault.name === 'StoreClosedError';
const message = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));
const stack = (fault: unknown): string => (fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
