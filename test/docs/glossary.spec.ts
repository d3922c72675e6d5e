import { caseCommands } from '#case';
import { createSimulation, EVENT_DEFINITIONS, loadLaw } from '#engine';
import { instant, ROLES } from '#kernel';
import { APPLICATION_KINDS, CONCLUSIONS, EXPIRY_EFFECTS, PARTIES, PROCEDURES, REVIEW_FORMS } from '#law';
import { codeIn, doc } from './markdown.js';

const words = new Set(codeIn(doc('docs/glossary.md')));
const law = loadLaw();
const { packs } = law.policies;

async function commands(): Promise<string[]> {
  const { engine } = createSimulation(law, instant('2026-03-02T09:00:00+08:00'));
  await engine.close();
  return [...engine.commands.keys()];
}

it.each<[string, () => readonly string[] | Promise<readonly string[]>]>([
  ['command', commands],
  ['event', () => EVENT_DEFINITIONS.map(({ type }) => type)],
  ['status', () => Object.values(caseCommands).flatMap((command) => command.in)],
  ['kind', () => APPLICATION_KINDS],
  ['procedure', () => PROCEDURES],
  ['form of review', () => REVIEW_FORMS],
  ['conclusion', () => CONCLUSIONS],
  ['role', () => ROLES],
  ['limit', () => packs.flatMap((pack) => pack.limits.map(({ id }) => id))],
  ['effect of expiry', () => EXPIRY_EFFECTS],
  ['party', () => PARTIES],
  ['material', () => packs.flatMap((pack) => pack.materials.map(({ id }) => id))],
])('the glossary has every %s of the code', async (_, namesOf) => {
  const names = [...new Set(await namesOf())];
  expect(names.length).toBeGreaterThan(1);
  expect(names.filter((name) => !words.has(name))).toEqual([]);
});
