import fc from 'fast-check';
import type { CommandName } from '#case';
import { PAYLOADS } from './payloads.js';
import { BODIES } from './people.js';

/** The parts of the server's own OpenAPI document that say what a body may be. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}
export interface ApiDocument {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string;
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
          }
        >
      >
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Route {
  readonly method: string;
  readonly path: string;
  /** A body that is right; undefined for a route without. */
  readonly body: object | undefined;
  readonly schema: Schema | undefined;
}

const OTHERS: Readonly<Record<string, object>> = {
  'POST /api/sessions': { username: 'nobody', password: 'not a password', code: '123456' },
  'POST /api/me/second-factor': { password: 'not a password', code: '123456' },
  'POST /api/me/second-factor/confirm': { code: '123456' },
  'POST /api/me/second-factor/recovery-codes': { password: 'not a password', code: '123456' },
  'POST /api/accounts': { username: 'somebody', displayName: '某人', password: 'long enough for staff', roles: ['clerk'] },
  'PUT /api/accounts/{accountId}/roles': { roles: ['clerk'] },
  'PUT /api/accounts/{accountId}/display-name': { displayName: '某人' },
  'POST /api/accounts/{accountId}/reset-password': { password: 'long enough for staff' },
  'PUT /api/me/password': { old: 'not a password', password: 'long enough for staff' },
  'POST /api/approvals/{approvalId}/turn-down': { reason: '未见文件' },
  'POST /api/certificates': {
    number: '202812050001',
    uscc: BODIES.river.uscc,
    holder: BODIES.river.name,
    issuedOn: '2021-01-01',
    validTo: '2026-12-31',
  },
  'POST /api/policies': { pack: { policy: 'CMA-2021' }, reason: '修订', reasons: { 'INITIAL.GENERAL.fee': '示例' } },
  'POST /api/calendars': { year: { year: 2026 }, reason: '通知' },
  'POST /api/policy/dry-run': { pack: { policy: 'CMA-2021' }, reasons: { 'INITIAL.GENERAL.fee': '示例' } },
  'PUT /api/institutions/{uscc}/standing': {
    breachInLastTerm: false,
    badCreditList: false,
    punishedWithin2Years: false,
    source: '登记',
  },
};

/** Every route but the sign-out, which would end the test's own sessions. */
export function routesOf({ paths, components }: ApiDocument): Route[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'delete')
      .map(([lower, { operationId, requestBody }]) => {
        const method = lower.toUpperCase();
        const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
        return {
          method,
          path,
          body: method === 'GET' ? undefined : (OTHERS[`${method} ${path}`] ?? PAYLOADS[operationId as CommandName] ?? {}),
          schema: schema === undefined ? { properties: {} } : resolved(schema, components.schemas),
        };
      }),
  );
}

/** A schema with its references followed, all the way down. */
function resolved(schema: Schema, schemas: ApiDocument['components']['schemas']): Schema {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  const { properties, items, ...rest } = ref === undefined ? schema : (schemas[ref.split('/').at(-1) ?? ''] ?? {});
  return {
    ...rest,
    ...(items === undefined ? {} : { items: resolved(items, schemas) }),
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, resolved(one, schemas)])) }),
  };
}

type Json = unknown;
const deep = (levels: number): Json => (levels === 0 ? [] : [deep(levels - 1)]);

/** One of each type, so that every value has something of another type beside it. */
const VALUES: readonly Json[] = [null, true, 7, -1e308, 'text', '\ud800', [], ['x'], {}, { a: 1 }, deep(25), Array(500).fill(0)];
const EXTRA = [
  'x',
  '',
  'status',
  'caseId',
  'policy',
  'standing',
  'actor',
  'role',
  'toString',
  'constructor',
  'hasOwnProperty',
  '__defineGetter__',
  '检',
  '0',
  'then',
];

const typeOf = (value: Json): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** All ways in which a right body becomes a wrong one by a single change. */
export function wrongBodies(body: Json, schema: Schema, replace: (value: Json) => Json = (value) => value): Json[] {
  const wrong = VALUES.filter((value) => typeOf(value) !== typeOf(body)).map(replace);
  if (Array.isArray(body)) {
    const [first] = body as Json[];
    const inside =
      first === undefined
        ? []
        : wrongBodies(first, schema.items ?? {}, (value) => replace([value, ...(body as Json[]).slice(1)]));
    return [...wrong, ...inside, replace([...(body as Json[]), null]), replace(Array(300).fill(first))];
  }
  if (typeof body !== 'object' || body === null) return wrong;
  const fields = Object.entries(body);
  const less = (schema.required ?? []).map((name) => replace(Object.fromEntries(fields.filter(([key]) => key !== name))));
  const more = EXTRA.filter((name) => schema.properties !== undefined && !Object.hasOwn(schema.properties, name)).map((name) =>
    replace({ ...body, [name]: 1 }),
  );
  const inside = fields.flatMap(([name, value]) =>
    wrongBodies(value, schema.properties?.[name] ?? {}, (other) => replace({ ...body, [name]: other })),
  );
  return [...wrong, ...less, ...more, ...inside];
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\u202e',
    "' OR 1=1 --",
    '../../etc/passwd',
    '%00',
    '${7*7}',
    '<script>',
    '１２',
    '1e400',
    '👩‍👩‍👧',
    'x'.repeat(3000),
  ),
);

/** Any JSON at all, as text: now and then not even that. */
export const anyBody = fc.oneof(
  { weight: 4, arbitrary: fc.json({ maxDepth: 6 }) },
  {
    weight: 2,
    arbitrary: fc
      .dictionary(
        fc.oneof(fc.constantFrom(...EXTRA, 'items', 'reasons', 'team', 'kind', 'materials'), nasty),
        fc.jsonValue({ maxDepth: 3 }),
      )
      .map((value) => JSON.stringify(value)),
  },
  { weight: 1, arbitrary: nasty },
);

/** Query and header values: those that HTTP itself can carry. */
export const anyQuery = fc.dictionary(
  fc.oneof(fc.constantFrom('page', 'size', 'atLeast', 'kind', 'status', 'sort', 'asOf', 'colour', 'role', 'holder'), nasty),
  nasty,
  { maxKeys: 4 },
);
export const anyHeaders = fc.dictionary(
  fc.constantFrom('if-match', 'idempotency-key', 'accept-language', 'accept', 'content-type', 'x-forwarded-for', 'prefer'),
  fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 60 }),
  { maxKeys: 3 },
);
export const anySegment = fc.oneof(
  nasty.filter((text) => text.length < 200 && text !== '' && !/\p{Surrogate}/u.test(text)),
  fc.constant('0000-0000-0000'),
);
