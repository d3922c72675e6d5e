import { DataFileError, forgetSchemas, jsonPath, validateWith } from './index.js';

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'days'],
  properties: {
    name: { type: 'string', minLength: 1 },
    days: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string', format: 'date' } },
    kind: { enum: ['a', 'b'] },
    all: { if: { type: 'string' }, then: { const: '*' }, else: { type: 'array', items: { type: 'integer' } } },
    'odd/key': { type: 'integer' },
  },
};

const good = { name: 'x', days: ['2026-02-28'] };

test('a fitting value comes back as it is', () => {
  expect(validateWith<typeof good>(schema, good, 'x.json')).toBe(good);
});

test.each([
  [null, '$', 'must be object, found null'],
  [{ days: ['2026-02-28'] }, '$.name', 'is missing'],
  [{ ...good, name: '' }, '$.name', 'must not be an empty text'],
  [{ ...good, name: 3 }, '$.name', 'must be string, found 3'],
  [{ ...good, extra: 1 }, '$.extra', 'is not a known field'],
  [{ ...good, 'ex tra': 1 }, '$["ex tra"]', 'is not a known field'],
  [{ ...good, 'odd/key': 'x' }, '$["odd/key"]', 'must be integer, found "x"'],
  [{ ...good, days: [] }, '$.days', 'must not be empty'],
  [{ ...good, days: ['2026-02-28', '2026-02-30'] }, '$.days[1]', 'must be a real day, YYYY-MM-DD, found "2026-02-30"'],
  [{ ...good, days: ['2026-02-28', '2026-02-28'] }, '$.days[1]', 'repeats item 0 of the list'],
  [{ ...good, kind: 'c' }, '$.kind', 'must be one of "a", "b", found "c"'],
  [{ ...good, all: 'some' }, '$.all', 'must be "*", found "some"'],
  [{ ...good, all: [1, 'x'] }, '$.all[1]', 'must be integer, found "x"'],
])('%j is refused at %s', (json, path, problem) => {
  const read = () => validateWith(schema, json, 'data/x.json');
  expect(read).toThrow(DataFileError);
  expect(read).toThrow(`data/x.json: ${path}: ${problem}`);
});

test('a path names array places and quotes what is no identifier', () => {
  expect(jsonPath([])).toBe('$');
  expect(jsonPath(['limits', 3, 'setBy', 'max'])).toBe('$.limits[3].setBy.max');
  expect(jsonPath(['a-b'])).toBe('$["a-b"]');
});

test('a value that is nested too deeply to be shown is refused like any other', () => {
  let deep: unknown = [];
  for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
  expect(() => validateWith({ type: 'object' }, deep, 'file.json')).toThrow(/^file\.json: \$: .*nested too deeply/);
});

test('a schema that was forgotten checks as before', () => {
  const read = () => validateWith(schema, { days: ['2026-02-28'] }, 'file.json');
  expect(read).toThrow('file.json: $.name: is missing');
  forgetSchemas();
  expect(read).toThrow('file.json: $.name: is missing');
});
