import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventDefinition } from './codec.js';
import { assertFrozenFixtures } from './frozen-fixtures.js';

const definitions: EventDefinition[] = [
  { type: 'Received', version: 2, upcast: { 1: ({ by }: { by: string }) => ({ by: by.toLowerCase(), at: 0 }) } },
  { type: 'Closed', version: 1 },
];
const examples: Record<string, string> = {
  'Received.v1.json': '{"by":"U-1"}',
  'Received.v2.json': '{"by":"u-1","at":1}',
  'Closed.v1.json': '{}',
};

let folder = '';
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const freeze = (files: Record<string, string>) =>
  write(
    'frozen.json',
    JSON.stringify(
      Object.fromEntries(Object.entries(files).map(([name, text]) => [name, createHash('sha256').update(text).digest('hex')])),
    ),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fixtures-'));
  for (const [name, text] of Object.entries(examples)) write(name, text);
  freeze(examples);
});
afterEach(() => rmSync(folder, { recursive: true }));

it('passes and gives every example in its current version', () => {
  const decoded = assertFrozenFixtures(definitions, folder);
  expect(decoded).toHaveLength(3);
  expect(decoded).toContainEqual({ type: 'Received', version: 2, data: { by: 'u-1', at: 0 } });
});

it.each<[string, RegExp, () => void]>([
  ['a changed file', /Closed\.v1\.json was changed/, () => write('Closed.v1.json', '{ }')],
  ['a missing file', /Received\.v1\.json is missing/, () => unlinkSync(join(folder, 'Received.v1.json'))],
  [
    'a missing file whose hash was deleted too',
    /Received\.v1\.json is missing/,
    () => {
      unlinkSync(join(folder, 'Received.v1.json'));
      const { 'Received.v1.json': _, ...others } = examples;
      freeze(others);
    },
  ],
  [
    'a missing hash',
    /Closed\.v1\.json is not frozen; add to frozen\.json: "Closed\.v1\.json": "[0-9a-f]{64}"/,
    () => freeze({ 'Received.v1.json': '{"by":"U-1"}', 'Received.v2.json': '{"by":"u-1","at":1}' }),
  ],
  ['a stray file', /notes\.txt is not named/, () => write('notes.txt', '')],
  [
    'a version of the future',
    /Closed\.v2\.json cannot be decoded: Closed is stored in version 2/,
    () => write('Closed.v2.json', '{}'),
  ],
  ['an unknown type', /Rumour\.v1\.json cannot be decoded: no event/, () => write('Rumour.v1.json', '{}')],
  [
    'an example that its upcaster cannot read',
    /Received\.v1\.json cannot be decoded/,
    () => write('Received.v1.json', '{"by":1}'),
  ],
])('fails on %s', (_, message, spoil) => {
  spoil();
  expect(() => assertFrozenFixtures(definitions, folder)).toThrow(message);
});

it('fails when a definition is raised or dropped without its examples', () => {
  expect(() => assertFrozenFixtures([...definitions, { type: 'Opened', version: 1 }], folder)).toThrow(
    /Opened\.v1\.json is missing/,
  );
  expect(() => assertFrozenFixtures(definitions.slice(0, 1), folder)).toThrow(/Closed\.v1\.json cannot be decoded/);
});
