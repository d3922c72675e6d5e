import type { INestApplication, NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { AppModule } from './app.module.js';
import type { Host } from './host.js';
import { describeFields } from './http/described.js';
import { PROBLEM_SCHEMA, problemResponse } from './http/problem-doc.js';

const TAGS = {
  session: '登录 signing in, and what everybody does with their own account',
  application: '申请与受理 application, acceptance, correction, and the cases themselves',
  'self-declaration': '告知承诺 the commitment in the place of a review',
  'document-review': '文件审查 review of documents, and the queue of all work',
  'technical-review': '技术评审 technical review and rectification',
  decision: '决定与听证 decision and hearing',
  issuance: '证书 certificates, their documents, their revocation',
  inspection: '核查 verification of a commitment after the grant',
  supervision: '监督 history of cases, record of bodies',
  registry: '公示 the public register',
  guide: '办事指南 the published guide',
  publication: '规则与日历 policies and calendars, and their publication',
  accounts: '账号 accounts, and what takes a second administrator',
  operations: '运行 health, errands, data sources, clock and security log',
} as const;

/** The same as the server gives, without a server: in a preview nothing is made that would need a host. */
export async function previewDocument(): Promise<OpenAPIObject> {
  const options = { preview: true, logger: ['error'], abortOnError: false } satisfies NestApplicationOptions;
  return apiDocument(await NestFactory.create(AppModule.with({} as Host), new FastifyAdapter(), options));
}

export function apiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('一窗一网 One Window')
    .setDescription(
      '检验检测机构资质认定的网上办理。Every change is a command of a case; errors are application/problem+json (RFC 9457), Chinese unless Accept-Language begins with en.',
    )
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'Where this document comes from')
    .addBearerAuth()
    .addSecurityRequirements('bearer');
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  describeFields();
  const document = SwaggerModule.createDocument(app, builder.build(), {
    autoTagControllers: false,
    operationIdFactory: (controller, method) => controller.replace(/Controller$/, '') + upperFirst(method),
  });
  for (const operation of Object.values(document.paths).flatMap(operationsOf)) completeOperation(operation);
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA } };
  return document;
}

type Paths = OpenAPIObject['paths'][string];
type Operation = NonNullable<Paths['get']>;

const operationsOf = ({ get, put, post, delete: end }: Paths): Operation[] =>
  [get, put, post, end].filter((operation) => operation !== undefined);

/** Every route turns down what it cannot read, and every closed one whoever is not signed in. */
function completeOperation(operation: Operation): void {
  const { responses, security } = operation;
  responses['400'] ??= problemResponse(400, 'input-invalid', { field: 'size' });
  // Swagger drops an empty list, and with it that this route is open; a list of nothing says the same less plainly.
  if (security !== undefined && security.every((needed) => Object.keys(needed).length === 0)) operation.security = [];
  else responses['401'] ??= problemResponse(401, 'not-signed-in');
}

const upperFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
