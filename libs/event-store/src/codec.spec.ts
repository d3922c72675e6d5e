import { createCodec, UnknownEventTypeError, UnknownEventVersionError, type EventDefinition } from './codec.js';

const definitions: EventDefinition[] = [
  { type: 'ApplicationReceived', version: 1 },
  {
    type: 'DecisionMade',
    version: 3,
    upcast: {
      1: ({ by }: { by: string }) => ({ by, reasons: [] }),
      2: ({ by, reasons }: { by: string; reasons: string[] }) => ({ officer: by, reasons }),
    },
  },
];
const codec = createCodec(definitions);

it('writes the current version', () => {
  const data = { officer: 'u-1', reasons: [] };
  expect(codec.encode('DecisionMade', data)).toEqual({ type: 'DecisionMade', version: 3, data });
});

it('reads every version as the current one and leaves the rest of the event alone', () => {
  const current = { type: 'DecisionMade', version: 3, data: { officer: 'u-1', reasons: [] }, revision: 7 };
  expect(codec.decode({ ...current, version: 1, data: { by: 'u-1' } })).toEqual(current);
  expect(codec.decode({ ...current, version: 2, data: { by: 'u-1', reasons: [] } })).toEqual(current);
  expect(codec.decode(current)).toBe(current);
});

it('skips nothing that it does not know', () => {
  expect(() => codec.encode('Rumour', {})).toThrow(UnknownEventTypeError);
  expect(() => codec.decode({ type: 'Rumour', version: 1, data: {} })).toThrow(UnknownEventTypeError);
  for (const version of [0, 4, 1.5, NaN])
    expect(() => codec.decode({ type: 'DecisionMade', version, data: {} })).toThrow(UnknownEventVersionError);
  for (const type of ['constructor', '__proto__', 'toString'])
    expect(() => codec.encode(type, {})).toThrow(UnknownEventTypeError);
});

it('refuses definitions that could not read their own past', () => {
  const upcast = (data: object) => data;
  for (const wrong of [
    [...definitions, { type: 'ApplicationReceived', version: 1 }],
    [{ type: 'A', version: 0 }],
    [{ type: 'A', version: 1.5 }],
    [{ type: 'A', version: 2 }],
    [{ type: 'A', version: 3, upcast: { 2: upcast } }],
    [{ type: 'A', version: 2, upcast: { 1: upcast, 2: upcast } }],
    [{ type: 'A', version: 1, upcast: { 0: upcast } }],
  ])
    expect(() => createCodec(wrong)).toThrow(/twice|version/);
});
