import { createHash } from 'node:crypto';
import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import { fastify, type FastifyInstance } from 'fastify';

export type Headers = Readonly<Record<string, string>>;

const NOTHING = ["'none'"];
/** An answer of the API is data: nothing in it is ever run, framed or loaded. */
const DATA = {
  defaultSrc: NOTHING,
  objectSrc: NOTHING,
  baseUri: NOTHING,
  formAction: NOTHING,
  frameAncestors: NOTHING,
};

/** The same in words, for pages that allow more than nothing. */
export const NO_WAY_OUT = ["object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"];

const OPTIONS: FastifyHelmetOptions = {
  contentSecurityPolicy: { useDefaults: false, directives: DATA },
  strictTransportSecurity: { maxAge: 365 * 86_400, includeSubDomains: true },
  referrerPolicy: { policy: 'no-referrer' },
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
  // Of no meaning to today's browsers, or to answers like these.
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
};
const OF_HELMET = /^(content-security-policy|strict-transport|referrer|cross-origin|x-frame|x-content-type)/;

/** What anybody may keep who reads it: it is the same for everybody. An address that is written in another way is no such one. */
const PUBLIC = /^\/(api\/(public|guide|policies|calendars)\b|openapi\.)/;
const READING: readonly string[] = ['GET', 'HEAD'];
const DOCS = /^\/docs(?=[/?]|$)/;

export interface SecurityHeaders {
  of(request: { readonly method: string; readonly url: string }): Headers;
  readonly unasked: Headers;
  /** The page of the API document, once it is known: its own styles are named by their hashes. */
  allowDocs(html: string): void;
}

/** Worked out once by helmet, at the start: asked for every request it would cost more than the request. */
export async function securityHeaders(): Promise<SecurityHeaders> {
  const common = await headersBy(OPTIONS);
  const kept = { ...common, 'cache-control': 'no-store' };
  let docs = common;
  return {
    unasked: kept,
    of({ method, url }) {
      if (DOCS.test(url)) return docs;
      return READING.includes(method) && PUBLIC.test(url) ? common : kept;
    },
    allowDocs(html) {
      docs = { ...common, 'content-security-policy': policyOfDocs(html) };
    },
  };
}

async function headersBy(options: FastifyHelmetOptions): Promise<Headers> {
  const probe = fastify();
  await probe.register(helmet, options);
  await probe.ready();
  const { headers } = await askItself(probe, '/');
  await probe.close();
  return Object.fromEntries(Object.entries(headers).filter(([name]) => OF_HELMET.test(name))) as Headers;
}

/** What a server answers, asked before it listens; the own `inject` of fastify cannot be loaded by jest on Node 20. */
export const askItself = (server: FastifyInstance, url: string): Promise<{ headers: OutgoingHttpHeaders; body: string }> =>
  new Promise((resolve) => {
    const request = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url });
    const response = new ServerResponse(request);
    response.end = (body?: unknown) => {
      resolve({ headers: response.getHeaders(), body: typeof body === 'string' ? body : '' });
      return response;
    };
    server.routing(request, response);
  });

export const setHeaders = (server: FastifyInstance, headers: SecurityHeaders): void =>
  void server.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers.of(request));
    done();
  });

export const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Swagger UI: scripts and styles from here, its inline styles by hash. */
function policyOfDocs(html: string): string {
  const all = (pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([, text = '']) => hashOf(text));
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${all(/<style>([^]*?)<\/style>/g).join(' ')} 'unsafe-hashes' ${all(/ style="([^"]*)"/g).join(' ')}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    ...NO_WAY_OUT,
  ].join(';');
}
