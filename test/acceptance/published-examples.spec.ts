import { openWorld, type World } from './world.js';

let world: World;
beforeEach(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
});
afterEach(() => world.close());

describe('the examples of the API document', () => {
  interface Schemas {
    readonly components: {
      readonly schemas: Readonly<
        Record<string, { readonly properties: Readonly<Record<string, { readonly example: unknown }>> }>
      >;
    };
    readonly paths: Readonly<Record<string, { readonly post: { readonly requestBody: { readonly content: Bodies } } }>>;
  }
  type Bodies = Readonly<Record<string, { readonly examples: Readonly<Record<string, { readonly value: object }>> }>>;
  const documented = async () => (await world.anybody.get<Schemas>('/openapi.json')).body;

  it.each([
    ['PublishPolicyDto', '/api/policies', { label: 'PROMISE-2027/1', additions: [] }],
    ['PublishCalendarDto', '/api/calendars', { version: '2027.3' }],
  ])('%s is published as it is', async (name, path, done) => {
    const { properties } = (await documented()).components.schemas[name]!;
    const body = Object.fromEntries(Object.entries(properties).map(([field, { example }]) => [field, example]));
    const { pack, year } = body;
    const dry = await (await world.as('supervisor')).post('/api/policy/dry-run', pack === undefined ? { year } : { pack });
    expect(dry).toMatchObject({ status: 200, body: pack === undefined ? { version: '2027.3' } : { publishable: true } });
    expect(await (await world.as('admin')).post(path, body)).toMatchObject({ status: 201, body: done });
  });

  it('of a dry run is one of a pack and one of a year, and both are answered', async () => {
    const { content } = (await documented()).paths['/api/policy/dry-run']!.post.requestBody;
    const bodies = Object.values(content['application/json']!.examples).map(({ value }) => value);
    expect(bodies.map((body) => Object.keys(body))).toEqual([['pack'], ['year']]);
    const supervisor = await world.as('supervisor');
    for (const body of bodies) expect((await supervisor.post('/api/policy/dry-run', body)).status).toBe(200);
  });
});
