import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { EVENT_DEFINITIONS } from '#engine';

const SCRIPT = new URL('../../scripts/fixtures.mjs', import.meta.url).pathname;
const FIXTURES = new URL('../../libs/engine/fixtures/', import.meta.url);

const skeletons = (): Readonly<Record<string, object>> => {
  const env = { ...process.env, NODE_OPTIONS: '' };
  return JSON.parse(execFileSync(process.execPath, [SCRIPT, 'show'], { encoding: 'utf8', env })) as Record<string, object>;
};

test('an example of every event can be written from the type of its data, and those that are frozen say nothing else', () => {
  const written = skeletons();
  expect(Object.keys(written).sort()).toEqual(EVENT_DEFINITIONS.map(({ type }) => type).sort());
  const stray = EVENT_DEFINITIONS.flatMap(({ type, version }) => {
    const example = JSON.parse(readFileSync(new URL(`${type}.v${version}.json`, FIXTURES), 'utf8')) as object;
    return Object.keys(example).flatMap((field) => (field in (written[type] ?? {}) ? [] : [`${type}.${field}`]));
  });
  expect(stray).toEqual([]);
  expect(written['HearingOpened']).toEqual({ chair: '', chairName: '', noticedOn: '2026-03-02', place: '', notified: true });
});
