import { readFileSync } from 'node:fs';
import { parseDocumentTemplates } from './index.js';

const read = () =>
  JSON.parse(readFileSync(new URL('../data/templates.json', import.meta.url), 'utf8')) as {
    templates: Record<string, unknown>[];
  };

/** The shipped forms with one of them changed. */
const broken = (id: string, change: object) => {
  const json = read();
  const index = json.templates.findIndex((template) => template['id'] === id);
  Object.assign(json.templates[index] ?? {}, change);
  return { parse: () => parseDocumentTemplates(json, 'forms.json'), path: `forms.json: $.templates[${index}]` };
};

it.each([
  [
    'refusal-decision',
    { paragraphs: ['{remedies}'] },
    '.paragraphs: a decision against the applicant must state {reasons} (许可法38)',
  ],
  [
    'decline-decision',
    { paragraphs: ['{reasons}'] },
    '.paragraphs: a decision against the applicant must state {remedies} (许可法38)',
  ],
  ['receipt', { paragraphs: ['{reasons}'] }, '.paragraphs[0]: {reasons} is not known; allowed: institution, uscc'],
  ['receipt', { on: 'NeverHappened' }, '.on: "NeverHappened" is not an event that gives rise to a document'],
  ['receipt', { basis: [] }, '.basis: must not be empty'],
  ['receipt', { effectiveFrom: '2026-02-30' }, '.effectiveFrom: must be a real day'],
])('%s with %j is refused', (id, change, problem) => {
  const { parse, path } = broken(id, change);
  expect(parse).toThrow(`${path}${problem}`);
});

it('two forms of one name on one day are refused', () => {
  const json = read();
  const again = { ...json, templates: [...json.templates, json.templates[0]] };
  expect(() => parseDocumentTemplates(again, 'forms.json')).toThrow('.id: "receipt" is in use on the same day as $.templates[0]');
});
