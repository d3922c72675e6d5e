import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Headers, SecurityHeaders } from './headers.js';
import { HttpProblem, httpProblemOf, languageOf } from './problem.js';

const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** What is wrong before there is a request: nobody has read its headers, so it is told in Chinese. */
const BROKEN: Readonly<Record<string, HttpProblem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: new HttpProblem(408, 'request-timeout', '请求未在时限内发完', 'The request was not sent in time'),
  HPE_HEADER_OVERFLOW: new HttpProblem(431, 'headers-too-large', '请求头过大', 'The headers are too large'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: new HttpProblem(413, 'body-too-large', '分块扩展过大', 'The chunk extensions are too large'),
};
const UNREADABLE = new HttpProblem(400, 'request-malformed', '请求无法解析', 'This is no request that can be read');
const NO_HOST = new HttpProblem(400, 'request-malformed', '缺少 Host 请求头', 'The Host header is missing', { field: 'Host' });
const NO_TUNNEL = new HttpProblem(405, 'method-not-allowed', '不支持此方法', 'This method is not supported here');
const NO_EXPECTATION = new HttpProblem(417, 'expectation-failed', '不支持此 Expect', 'Only Expect: 100-continue is supported', {
  field: 'Expect',
  allowed: ['100-continue'],
});

/** For the server: what came over the socket is no HTTP, too long or too slow. */
export const answerBroken =
  ({ unasked }: SecurityHeaders) =>
  (fault: NodeJS.ErrnoException, socket: Socket): void => {
    if (fault.code === 'ECONNRESET' || socket.destroyed) return;
    if (socket.writable) socket.write(raw(BROKEN[fault.code ?? ''] ?? UNREADABLE, unasked));
    socket.destroy(fault);
  };

/** Node answers these by itself, and without a word; of a host that is missing it is told to say nothing (`requireHostHeader`). */
export function answerUnexpected(server: Server, fastify: FastifyInstance, { unasked }: SecurityHeaders): void {
  fastify.addHook('onRequest', ({ raw: { headers, httpVersion } }, _reply, done) => {
    done(headers.host === undefined && httpVersion === '1.1' ? NO_HOST : undefined);
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const problem = httpProblemOf(NO_EXPECTATION, languageOf(request.headers['accept-language']));
    response.writeHead(problem.status, { ...unasked, 'content-type': PROBLEM_JSON, connection: 'close' });
    response.end(JSON.stringify({ ...problem, instance: randomUUID() }));
  });
  server.on('connect', (_request: IncomingMessage, socket: Socket) => void socket.end(raw(NO_TUNNEL, unasked)));
}

function raw(problem: HttpProblem, headers: Headers): string {
  const body = JSON.stringify({ ...httpProblemOf(problem, 'zh'), instance: randomUUID() });
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `Content-Type: ${PROBLEM_JSON}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
}
