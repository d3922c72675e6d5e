import { readFileSync } from 'node:fs';
import { caseEvents } from '#case';
import { certificateEvents } from '#issuance';
import { papersOf } from '#kernel';
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
  ['receipt', { on: 'ApplicationReceived' }, '.on: is not a known field'],
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

it('a form that no event causes is refused, and a paper without its form', () => {
  const { templates, ...rest } = read();
  const parse =
    (...forms: object[]) =>
    () =>
      parseDocumentTemplates({ ...rest, templates: forms }, 'forms.json');
  expect(parse(...templates, { ...templates[0], id: 'never-sent' })).toThrow(
    `forms.json: $.templates[${templates.length}].id: no event causes "never-sent"`,
  );
  expect(parse(...templates.slice(1))).toThrow('forms.json: $.templates: no form of "receipt", which ApplicationReceived causes');
});

it('a paper is caused by one event', () => {
  const papers = [...papersOf(caseEvents), ...papersOf(certificateEvents)].map(([paper]) => paper);
  expect(papers.filter((paper, index) => papers.indexOf(paper) !== index)).toEqual([]);
});
