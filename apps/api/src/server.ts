import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AcceptingAdapter } from './approvals/accepted.js';
import { apiDocument } from './api-document.js';
import { AppModule } from './app.module.js';
import { bindCommands, bindQueries, type Carry } from './buses.js';
import type { CommandRequest } from '#event-store';
import type { Host } from './host.js';
import { offered } from './http/api-doc.js';
import { admitBeforeBody } from './http/auth.guard.js';
import { answerBroken, answerUnexpected } from './http/edge.js';
import { PEOPLES_COMMANDS } from '#office';
import { acceptJson, BODY_LIMIT } from './http/json-body.js';
import { askItself, securityHeaders, setHeaders } from './http/headers.js';
import { tellSecurityLog } from './http/logged.js';
import { problemFor } from './http/problem.filter.js';
import { workerDoor } from './http/worker-door.js';

/** From its first byte to the last of its body; whoever is slower is hung up on when Node looks next. */
const REQUEST_WITHIN_MS = 30_000;
const LOOK_FOR_SLOW_MS = 2_000;

/** At most, once the program has been asked to stop. */
const ANSWER_WITHIN_MS = 2_500;
const LOOK_EVERY_MS = 50;

export interface Server {
  readonly app: NestFastifyApplication;
  /** `http://host:port` as it listens. */
  readonly url: string;
  close(): Promise<void>;
}

/** The HTTP surface over an open host. Refuses to start when a command has no handler. */
export async function startServer(host: Host, address: { readonly host: string; readonly port: number }): Promise<Server> {
  const headers = await securityHeaders();
  const adapter = new AcceptingAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_WITHIN_MS,
    trustProxy: host.settings.trustedProxies.length === 0 ? false : [...host.settings.trustedProxies],
    routerOptions: { maxParamLength: 200 },
    // Where the headers may take longer than the whole, Node lets the whole take as long as they may.
    http: { requireHostHeader: false, headersTimeout: REQUEST_WITHIN_MS, connectionsCheckingInterval: LOOK_FOR_SLOW_MS },
    clientErrorHandler: answerBroken(headers),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemFor(error, request, host.log);
      reply.headers(headers.of(request));
      void reply
        .code(problem.status)
        .type('application/problem+json; charset=utf-8')
        .send({ ...problem, instance: request.id });
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(host), adapter, {
    bodyParser: false,
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  setHeaders(app.getHttpAdapter().getInstance(), headers);
  answerUnexpected(app.getHttpServer(), app.getHttpAdapter().getInstance(), headers);
  admitBeforeBody(app, { identity: host.identity, admitWorker: workerDoor(host) });
  acceptJson(app.getHttpAdapter().getInstance());
  tellSecurityLog(app.getHttpAdapter().getInstance(), host.securityLog);
  refuseUnreachable();
  const { about, execute, ask } = host.office;
  bindCommands(app.get(CommandBus), {
    handled: about.commands,
    carry: (_name, request: CommandRequest) => execute(request),
    needed: offered,
  });
  bindQueries(app.get(QueryBus), { handled: about.queries, carry: ask as Carry, needed: [] });
  SwaggerModule.setup('docs', app, apiDocument(app), { jsonDocumentUrl: 'openapi.json', yamlDocumentUrl: 'openapi.yaml' });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  headers.allowDocs((await askItself(app.getHttpAdapter().getInstance(), '/docs')).body);
  await app.listen(address.port, address.host);
  return { app, url: await app.getUrl(), close: () => closeGently(app) };
}

/**
 * What has begun is answered. A connection that is kept alive is hung up on as soon as it rests, not only where it rests already;
 * one that does not come to rest, such as half a request, is cut off after a while.
 */
async function closeGently(app: NestFastifyApplication): Promise<void> {
  const http: HttpServer = app.getHttpServer();
  const tidy = setInterval(() => http.closeIdleConnections(), LOOK_EVERY_MS);
  const insist = setTimeout(() => http.closeAllConnections(), ANSWER_WITHIN_MS);
  try {
    await app.close();
  } finally {
    clearInterval(tidy);
    clearTimeout(insist);
  }
}

/** A command that people may give but no route offers is as wrong as a route without a handler. */
function refuseUnreachable(): void {
  const reachable: ReadonlySet<string> = offered;
  for (const name of PEOPLES_COMMANDS) if (!reachable.has(name)) throw new Error(`the command ${name} has no route`);
}
