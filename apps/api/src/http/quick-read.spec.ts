import type { ClassConstructor } from 'class-transformer';
import { IsUppercase } from 'class-validator';
import fc, { type Arbitrary } from 'fast-check';
import '../app.module.js';
import { checkedThoroughly, declaredClasses, fieldsOf, readerOf, Text, UNSURE, type FieldSchema } from '#dto';

type Class = ClassConstructor<object>;

type Schema = Omit<FieldSchema, 'type' | 'items' | 'isArray'> & {
  readonly type?: Class | Exclude<FieldSchema['type'], Class | [Class]>;
  readonly isArray: boolean;
  readonly required: boolean;
};

const REFUSED = Symbol('refused');

function thoroughly(type: Class, body: unknown): unknown {
  const answer = checkedThoroughly(type, structuredClone(body));
  return 'broken' in answer ? REFUSED : answer.data;
}

const schemasOf = (type: Class): [string, Schema][] =>
  fieldsOf(type).map(({ name, optional, schema: { type: of, items, isArray = false, ...says } }): [string, Schema] => {
    const required = !optional;
    if (Array.isArray(of)) return [name, { ...says, type: of[0], isArray: true, required }];
    if (items !== undefined) return [name, { ...says, ...items, isArray: true, required }];
    return [name, { ...says, ...(of === undefined ? {} : { type: of }), isArray, required }];
  });

const right = (type: Class): Arbitrary<object> =>
  fc.record(Object.fromEntries(schemasOf(type).map(([name, schema]) => [name, rightValue(schema)])), {
    requiredKeys: schemasOf(type).flatMap(([name, { required }]) => (required ? [name] : [])),
  });

/** Mostly right, here and there at the edge or beyond it. */
const odd = (type: Class): Arbitrary<object> =>
  fc
    .tuple(
      fc.record(Object.fromEntries(schemasOf(type).map(([name, schema]) => [name, oddValue(schema)])), { requiredKeys: [] }),
      fc.option(fc.tuple(fc.constantFrom('extra', 'toString', 'constructor', ''), ODD), { freq: 9, nil: undefined }),
    )
    .map(([body, more]) => (more === undefined ? body : { ...body, [more[0]]: more[1] }));

const rightValue = (schema: Schema): Arbitrary<unknown> => {
  const { minItems = 0, maxItems = 0 } = schema;
  return schema.isArray
    ? fc.array(rightItem(schema), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) })
    : rightItem(schema);
};

function rightItem({
  type,
  additionalProperties,
  enum: values,
  pattern,
  minimum = 0,
  maximum = 0,
  maxLength,
}: Schema): Arbitrary<unknown> {
  if (values !== undefined) return fc.constantFrom(...values);
  if (type === 'string' && maxLength !== undefined) return text(new RegExp(pattern ?? '', 'u'), maxLength);
  if (pattern !== undefined) return matching(pattern);
  if (type === 'object')
    return fc.dictionary(fc.stringMatching(/^[A-Z][a-z]{0,5}$/), additionalProperties === true ? ANYTHING : TEXT, {
      noNullPrototype: true,
    });
  if (type === 'integer') return fc.integer({ min: minimum, max: maximum });
  if (type === 'boolean') return fc.boolean();
  if (typeof type !== 'function') throw new Error('a field without a type');
  return right(type);
}

const text = (pattern: RegExp, maxLength: number): Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'检测 aZ0-\n'), minLength: 1, maxLength }).filter((one) => pattern.test(one));
const TEXT = fc.string({ unit: fc.constantFrom(...'检测 aZ0-'), maxLength: 50 });
const ANYTHING = fc.oneof(
  TEXT,
  fc.integer(),
  fc.boolean(),
  fc.constant([]),
  fc.array(fc.record({ n: fc.integer() }, { noNullPrototype: true })),
);

/** fast-check knows no lookahead. */
const matching = (pattern: string): Arbitrary<string> =>
  fc.stringMatching(new RegExp(pattern.replace(/\(\?!\d+\)/, ''))).filter((text) => new RegExp(pattern).test(text));

function oddValue(schema: Schema): Arbitrary<unknown> {
  const { type, isArray, minimum = 0, maximum = 0, maxLength = 500, minItems = 0, maxItems = 0 } = schema;
  const lengths = fc.constantFrom(maxLength - 1, maxLength, maxLength + 1, 501);
  const edges = fc.oneof(
    fc.constantFrom<unknown>(minimum - 1, minimum, maximum, maximum + 1, minimum + 0.5),
    fc.tuple(fc.constantFrom('x', '水', '💧', '☂️'), lengths).map(([text, length]) => text.repeat(length)),
    fc
      .tuple(rightItem(schema), fc.constantFrom(Math.max(0, minItems - 1), minItems, maxItems, maxItems + 1))
      .map(([item, count]) => Array<unknown>(count).fill(item)),
  );
  const nested = typeof type === 'function' && schemaful(type) ? odd(type) : rightItem(schema);
  return fc.oneof(
    { weight: 12, arbitrary: rightValue(schema) },
    { weight: 4, arbitrary: isArray ? fc.array(nested, { maxLength: 3 }) : nested },
    { weight: 1, arbitrary: edges },
    { weight: 1, arbitrary: isArray ? fc.array(fc.constantFrom(...FORGED), { maxLength: 2 }) : fc.constantFrom(...FORGED) },
    { weight: 1, arbitrary: ODD },
  );
}

const schemaful = (type: Class): boolean => fieldsOf(type).length > 0;

/** Blank, or made to look like something else. */
const FORGED = [' ', '\u3000', '\n', '\u200b', 'a\u0007', 'a\u202eb', 'a\u2066b', 'a\nb', 'a\u2028b', 'a\u0085b'];

const ODD: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    null,
    true,
    [],
    {},
    [null],
    [[]],
    '\0',
    'a\0',
    '\ud800',
    '\ufe0f',
    '0',
    ...FORGED,
    { length: 1 },
    -0,
    1e21,
  ),
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
);

const classes = declaredClasses().map((type) => [type.name, type] as const);

test('there are bodies to read', () => {
  expect(classes.length).toBeGreaterThan(20);
});

describe.each(classes)('a body of %s', (_name, type) => {
  it('that is right is read quickly, as class-validator would', () =>
    fc.assert(
      fc.asyncProperty(right(type), async (body) => {
        const read = readerOf(type)(body);
        expect(read).not.toBe(UNSURE);
        expect(read).toStrictEqual(await thoroughly(type, body));
      }),
      { numRuns: 50 },
    ));

  it('is never read quickly where class-validator would refuse it or make something else of it', () =>
    fc.assert(
      fc.asyncProperty(odd(type), async (body) => {
        const read = readerOf(type)(body);
        if (read === UNSURE) return;
        const checked = await thoroughly(type, body);
        expect(read).toStrictEqual(checked);
        expect(JSON.stringify(read)).toBe(JSON.stringify(checked));
      }),
      { numRuns: 300 },
    ));

  it.each([null, undefined, 0, '', 'text', true, [], [{}], { nothing: 1 }])('is not read quickly out of %j', (body) => {
    expect(readerOf(type)(body)).toBe(UNSURE);
  });
});

it('is not read quickly where a field has a rule of another kind, or the class has no fields', async () => {
  class Louder {
    @Text({ example: 'X' })
    @IsUppercase()
    text!: string;
  }
  expect(readerOf(Louder)({ text: 'X' })).toBe(UNSURE);
  expect(await thoroughly(Louder, { text: 'x' })).toBe(REFUSED);
  expect(readerOf(Object)({})).toBe(UNSURE);
});
