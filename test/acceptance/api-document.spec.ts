import { previewDocument } from '../../apps/api/src/api-document.js';
import type { World } from './world.js';
import { openWorld } from './world.js';

interface Media {
  readonly example?: unknown;
  /** By name, where answers of different kinds are possible. */
  readonly examples?: unknown;
  readonly schema?: { readonly $ref?: string };
}
interface Operation {
  readonly security?: readonly object[];
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly example?: unknown;
    readonly schema?: { readonly example?: unknown };
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}
interface Document {
  readonly security?: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<
      Record<string, { readonly properties?: Readonly<Record<string, { readonly example?: unknown }>> }>
    >;
  };
}

const OPEN = [
  'GET /api/calendars',
  'GET /api/calendars/{year}',
  'GET /api/guide',
  'GET /api/guide/{kind}',
  'GET /api/policies',
  'GET /api/policies/{label}',
  'GET /api/public/certificates',
  'GET /api/public/certificates/{number}',
  'GET /api/public/false-commitments',
  'GET /health',
  'GET /ready',
  'POST /api/sessions',
];

let world: World;
let document: Document;
let operations: readonly (readonly [route: string, operation: Operation])[];

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  document = (await world.anybody.get<Document>('/openapi.json')).body;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );
});
afterAll(() => world.close());

/** What the router of the server holds, read from its own print-out; left out: the document and its pages, and the worker's door. */
function routesOfTheServer(): string[] {
  const printed = routerOf(world);
  const stack: string[] = [];
  return printed.split('\n').flatMap((line) => {
    const match = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (match === null) return [];
    const [, indent = '', part = '', methods = ''] = match;
    stack.length = indent.length / 4;
    stack.push(part);
    const path = stack.join('').replace(/:(\w+)/g, '{$1}');
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD')
      .map((method) => `${method} ${path}`);
  });
}

const routerOf = ({ server }: World): string => {
  const fastify = server.app.getHttpAdapter().getInstance() as unknown as { printRoutes(): string };
  return fastify.printRoutes();
};

it('has every route of the server', () => {
  const hidden = /^\S+ (\/|\/docs.*|\/openapi\.(json|yaml)|\/api\/engine\/(expire|reductions)|\*)$/;
  const routes = [...new Set(routesOfTheServer())].filter((route) => !hidden.test(route));
  expect(routes.length).toBeGreaterThan(35);
  expect(operations.map(([route]) => route).sort()).toEqual(routes.sort());
});

it('asks for a token everywhere but on the routes declared open', () => {
  const open = operations.filter(([, { security }]) => security?.length === 0).map(([route]) => route);
  expect(open.sort()).toEqual(OPEN);
  expect(document.security).toEqual([{ bearer: [] }]);
  expect(operations.filter(([, { security }]) => (security?.length ?? 0) > 0)).toEqual([]);
});

it('is the same without a server: that is the one whose form is checked', async () => {
  expect(JSON.parse(JSON.stringify(await previewDocument()))).toEqual(document);
});

it('says of every way to be turned down that it is a problem, and what is answered where nothing is there', () => {
  const answers = operations.flatMap(([route, { responses }]) =>
    Object.entries(responses).map(([status, { content = {} }]) => ({ route, status, content })),
  );
  const others = answers.filter(
    ({ status, content }) =>
      status >= '400' && content['application/problem+json']?.schema?.$ref !== '#/components/schemas/Problem',
  );
  expect(others.map(({ route, status }) => `${route} ${status}`)).toEqual([]);
  const named = operations.filter(([route, { responses }]) => route.includes('{') && !('404' in responses));
  // A body of which nothing is known yet gets its first entry.
  expect(named.map(([route]) => route)).toEqual(['PUT /api/institutions/{uscc}/standing']);
});

it('is kept by the server: without a token all else is 401', async () => {
  for (const [route] of operations.filter(([one]) => !OPEN.includes(one))) {
    const [method = '', path = ''] = route.split(' ');
    expect([route, (await world.anybody.send(method, path.replaceAll(/[{}]/g, ''))).status]).toEqual([route, 401]);
  }
});

it('gives an example of every answer', () => {
  const without = operations.flatMap(([route, { responses }]) =>
    Object.entries(responses)
      .filter(
        ([status, { content = {} }]) =>
          status !== '204' && !Object.values(content).some(({ example, examples }) => (example ?? examples) !== undefined),
      )
      .map(([status]) => `${route} ${status}`),
  );
  expect(without).toEqual([]);
});

it('gives an example of every field and parameter', () => {
  const fields = Object.entries(document.components.schemas).flatMap(([name, { properties = {} }]) =>
    Object.entries(properties)
      .filter(([, { example }]) => example === undefined)
      .map(([field]) => `${name}.${field}`),
  );
  expect(fields).toEqual([]);
  const parameters = operations.flatMap(([route, { parameters: all = [] }]) =>
    all
      .filter((one) => one.in === 'query' && (one.example ?? one.schema?.example) === undefined)
      .map(({ name }) => `${route} ${name}`),
  );
  expect(parameters).toEqual([]);
});

it('describes the body of every command that has fields', () => {
  const refs = operations.flatMap(([, { requestBody }]) =>
    Object.values(requestBody?.content ?? {}).map(({ schema }) => schema?.$ref),
  );
  expect(refs.length).toBeGreaterThan(20);
  for (const ref of refs) expect(document.components.schemas[ref?.split('/').at(-1) ?? '']?.properties).toBeDefined();
});

it('is shown at /docs and as YAML', async () => {
  const home = await world.anybody.get('/');
  expect([home.status, home.headers.get('location')]).toEqual([302, '/docs']);
  const page = await world.anybody.get<string>('/docs');
  expect(page.headers.get('content-type')).toMatch('text/html');
  expect((await world.anybody.get<string>('/openapi.yaml')).body).toMatch(/^openapi: /);
});
