import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SCREENS } from './index.js';
import type { Screen } from './screen.js';
import { columnsOf } from './versions.js';

/** `<table>.v<version>` → SHA-256 of its columns and indexes; a line is added once and never edited. */
const FROZEN = new URL('../fixtures/frozen-screens.json', import.meta.url);
const frozen = JSON.parse(readFileSync(FROZEN, 'utf8')) as Readonly<Record<string, string>>;

const hashOf = (screen: Screen): string =>
  createHash('sha256')
    .update(JSON.stringify([screen.table, columnsOf(screen), screen.indexes]))
    .digest('hex');

function changedAmong(screens: readonly Screen[]): string[] {
  return screens.flatMap((screen) => {
    const { table, version } = screen;
    const [found, recorded] = [hashOf(screen), frozen[`${table}.v${version}`]];
    if (recorded === found) return [];
    return recorded === undefined
      ? `${table} is not frozen in version ${version}; add to frozen-screens.json: "${table}.v${version}": "${found}"`
      : `${table} has other columns or indexes than it had in version ${version}: raise its version in project.ts`;
  });
}

test('a screen whose columns or indexes change has another version', () => {
  expect(changedAmong(SCREENS)).toEqual([]);
});

test('a changed screen is found, whether its version was raised or not (the control)', () => {
  const [screen] = SCREENS;
  if (screen === undefined) throw new Error('there are no screens');
  const { table, version } = screen;
  const kept = `${table} has other columns or indexes than it had in version ${version}: raise its version in project.ts`;
  expect(changedAmong([{ ...screen, columns: { ...screen.columns, spare: 'TEXT' } }])).toEqual([kept]);
  expect(changedAmong([{ ...screen, indexes: [] }])).toEqual([kept]);
  expect(changedAmong([{ ...screen, version: 1000 }])).toEqual([
    `${table} is not frozen in version 1000; add to frozen-screens.json: "${table}.v1000": "${hashOf(screen)}"`,
  ]);
});
