import { readFileSync } from 'node:fs';
import { DataFileError, jsonPath } from '#data-files';
import { parsePolicyPack } from './index.js';

type Node = Record<string | number, unknown>;
type Key = string | number;

const shipped = (id: string): Node =>
  JSON.parse(readFileSync(new URL(`../../data/policy/packs/${id}.2.json`, import.meta.url), 'utf8')) as Node;

/** The shipped pack with one value replaced (undefined: removed), and the JSON path of that value; rows are named by their id. */
function edited(pack: string, keys: readonly Key[], value: unknown): { json: Node; path: string } {
  const json = shipped(pack);
  const path: Key[] = [];
  let node = json;
  for (const [depth, key] of keys.entries()) {
    const place =
      Array.isArray(node) && typeof key === 'string' ? node.findIndex((row: { id?: unknown }) => row.id === key) : key;
    path.push(place);
    if (depth < keys.length - 1) node = node[place] as Node;
    else if (value === undefined) delete node[place];
    else node[place] = value;
  }
  return { json, path: jsonPath(path) };
}

const row = (id: string, ...keys: Key[]): Key[] => ['limits', id, ...keys];
const spot = (...keys: Key[]): Key[] => ['values', 'onTheSpot', 'value', 'CHG_NAME', ...keys];

test.each<[string, readonly Key[], unknown, string]>([
  ['an unknown field', ['bans'], [], 'is not a known field'],
  ['a missing field', ['source'], undefined, 'is missing'],
  ['an id of another form', ['policy'], 'cma', 'must match pattern'],
  ['version 0', ['version'], 0, 'must be >= 1'],
  ['a version that no label can name', ['version'], 1e21, 'must be <= 9999'],
  ['a ban for ever', ['values', 'banYearsAfterFraud', 'value'], 9000, 'must be <= 100'],
  ['a time for reconsideration beyond all dates', ['values', 'reconsiderationDays', 'value'], 1e9, 'must be <= 3650'],
  ['a start that is no day', ['effectiveFrom'], '2021-06-31', 'must be a real day'],
  ['an end that is no day', ['effectiveTo'], 'open', 'must be a real day'],
  ['an end before the start', ['effectiveTo'], '2021-05-31', 'is before effectiveFrom'],
  ['an unknown mark', ['verified'], 'sure', 'must be one of "verified"'],

  ['a limit without number', row('T11', 'n'), undefined, 'is missing'],
  ['a negative number', row('T11', 'n'), -1, 'must be >= 0'],
  ['an unknown unit', row('T11', 'unit'), 'days', 'must be one of "wd", "cd", "cm", "cy", found "days"'],
  ['an empty basis', row('T11', 'basis'), [], 'must not be empty'],
  ['a blank basis', row('T11', 'basis', 0), '', 'must not be an empty text'],
  ['an unknown kind', row('T41', 'kinds', 0), 'RENEWALS', 'must be one of "INITIAL"'],
  ['kinds in words', row('T41', 'kinds'), 'all', 'must be "*", found "all"'],
  ['an unknown procedure', row('T11', 'procedures', 0), 'FAST', 'must be one of "GENERAL"'],
  ['an unknown start event', row('T11', 'start', 0), 'Accepted', 'found "Accepted"'],
  ['an unknown stop event', row('T11', 'stop', 1), 'Stop', 'found "Stop"'],
  ['an unknown pause event', row('T11', 'pause', 1, 'to', 0), 'Go', 'found "Go"'],
  ['a pause that never ends', row('T11', 'pause', 0, 'to'), [], 'must not be empty'],
  ['an unknown extension event', row('T22', 'extend', 'on'), 'Longer', 'found "Longer"'],
  ['an unknown effect', row('T22', 'onExpiry'), 'grant', 'found "grant"'],
  ['a clock that would lead beyond the calendar', row('T22', 'n'), 400, 'leads to 410 wd; a clock runs 250 wd at most'],
  ['a maximum below the number', row('T13', 'setBy', 'max'), 20, '20 is less than n (30)'],
  ['a clock without start', row('T11', 'start'), [], 'must not be empty in a tracked limit'],
  ['a clock without end', row('T11', 'stop'), [], 'must not be empty in a tracked limit'],
  ['a deemed renewal without expiry day', row('T41', 'anchor'), undefined, 'is missing'],
  ['two limits with one id', row('T11', 'id'), 'T01', '"T01" is already the name of row 0'],

  ['two rows for a kind', ['kinds', 1, 'kind'], 'INITIAL', '"INITIAL" is already the name of row 0'],
  ['kinds left out', ['kinds'], [], 'has no row for INITIAL'],
  ['two materials with one id', ['materials', 1, 'id'], 'M01', '"M01" is already the name of row 0'],
  ['an unknown requirement', ['materials', 0, 'required', 'INITIAL'], 'X', 'must be one of "M", "C", "S", found "X"'],
  ['a material for an unknown kind', ['materials', 0, 'required', 'NEW'], 'M', 'is not a known field'],
  ['an unknown conclusion', ['reviewForms', 0, 'conclusions', 0], '合格', 'found "合格"'],
  ['no team', ['team'], undefined, 'is missing in a base pack'],
  ['a value left out', ['values', 'feeYuan'], undefined, 'is missing in a base pack'],
  ['no word on the sharing of data', ['values', 'dataSharing'], undefined, 'is missing in a base pack'],
  ['a value without source', ['values', 'feeYuan', 'source'], undefined, 'is missing'],
  ['a value of another type', ['values', 'litigationMonths', 'value'], '6', 'must be integer, found "6"'],
  ['an organ that no number can hold', ['values', 'certificateOrgan', 'value'], '32', 'must match pattern'],
  ['a machine decision without a fact', spot('facts'), [], 'must not be empty'],
  ['a fact that nothing attests', spot('facts', 0, 'attests'), [], 'must not be empty'],
  ['an unknown fact', spot('facts', 0, 'attests', 0), 'weather', 'found "weather"'],
  ['a fact outside the list of its kind', spot('facts', 0, 'material'), 'M05', 'M05 is not on the material list of CHG_NAME'],
  ['a text in force from no day', ['values', 'datedSources', 'value', '国务院令716号', 'from'], '2019', 'must be a real day'],
])('%s is refused', (_case, keys, value, problem) => {
  const { json, path } = edited('CMA-2021', keys, value);
  expectRefused(json, path, problem);
});

test('what contradicts another row is reported where it has to be changed', () => {
  const { path } = edited('CMA-2021', row('T11', 'pause'), []);
  expectRefused(edited('CMA-2021', row('T11', 'unit'), 'cd').json, path, 'only limits in working days can be paused');
  expectRefused(edited('CMA-2015', ['kinds', 0, 'reviewForm'], 'REMOTE').json, '$.kinds[0].reviewForm', 'REMOTE is not among');
});

const sourced = { basis: ['优化营商环境条例36'], source: '示例', verified: 'memory' };
const promise = (n: number, more: object = {}) => ({ n, ...sourced, ...more });

test.each<[string, readonly Key[], unknown, string, string]>([
  ['a promise longer than the law', row('T22', 'promise'), promise(11), '.n', '11 is longer than the law allows (10)'],
  ['a promise without basis', row('T22', 'promise'), { n: 5, source: 'x', verified: 'memory' }, '.basis', 'is missing'],
  ['a promise of half a day', row('T22', 'promise'), promise(4.5), '.n', 'must be integer'],
  [
    'a promise for an unknown kind',
    row('T22', 'promise'),
    promise(5, { kinds: ['NEW'] }),
    '.kinds[0]',
    'must be one of "INITIAL"',
  ],
  [
    'a promise for a kind that the limit is not for',
    row('T31', 'promise'),
    promise(5, { kinds: ['INITIAL', 'CANCEL'] }),
    '.kinds[1]',
    'the limit is not for CANCEL',
  ],
  ["a promise of the applicant's time", row('T60', 'promise'), promise(3), '', "it is the applicant's own time"],
  ['a promise where the certificate sets the day', row('T41', 'promise'), promise(0), '', 'the law sets no length here'],

  ['two steps with one id', ['steps', 1, 'id'], 'apply', '', '"apply" is already the name of row 0'],
  ['a step for an unknown kind', ['steps', 0, 'kinds'], ['NEW'], '[0]', 'must be one of "INITIAL"'],
  ['a step after an unknown one', ['steps', 'accept', 'after', 0], 'submit', '', 'there is no step "submit" here'],
  ['a step after itself', ['steps', 'accept', 'after', 0], 'accept', '', 'closes a circle of steps: accept after accept'],
  ['a step that names an unknown limit', ['steps', 'decide', 'limits', 1], 'T29', '', 'there is no limit "T29" here'],
  ['a step that is shown done by an unknown event', ['steps', 'decide', 'done', 0], 'Decided', '', 'found "Decided"'],
  ['a step without basis', ['steps', 'decide', 'basis'], [], '', 'must not be empty'],
  ['a step of an unknown stage', ['steps', 'decide', 'stage'], 'end', '', 'must be one of "acceptance"'],
  ['a condition in one language', ['steps', 'hear', 'when', 'en'], undefined, '', 'is missing'],
  ['nobody who may apply', ['kinds', 0, 'who'], 'anybody', '', 'there is no row "anybody" among the applicants'],
  ['a result that is not there', ['kinds', 0, 'results', 0], 'medal', '', 'there is no result "medal" here'],
  ['a kind without who may apply', ['kinds', 0, 'who'], undefined, '', 'is missing'],
  ['a fee without basis', ['kinds', 0, 'feeYuan'], { value: 1, source: 'x', verified: 'memory' }, '.basis', 'is missing'],
  ['half a trip', ['values', 'trips', 'value'], 0.5, '', 'must be integer'],

  [
    'a material marked C without condition',
    ['materials', 'M03', 'condition'],
    undefined,
    '',
    'is missing in a material marked C',
  ],
  ['an unknown condition', ['materials', 'M03', 'condition'], 'sometimes', '', 'must be one of "not-independent-legal-person"'],
  [
    'a condition that nothing hangs on',
    ['materials', 'M01', 'condition'],
    'special-posts',
    '',
    'has no kind marked C to hold for',
  ],
  ['a tolerance without basis', ['materials', 'M10', 'toleratedBasis'], undefined, '', 'is missing beside the other'],
  ['a basis of no tolerance', ['materials', 'M10', 'tolerated'], undefined, '', 'is missing beside the other'],

  ['two checklists with one id', ['checklists', 1, 'id'], 'application-conditions', '', 'is already the name of row 0'],
  [
    'two points with one id',
    ['checklists', 0, 'items', 1, 'id'],
    'legal-status',
    '',
    '"legal-status" is already the name of row 0',
  ],
  ['an empty checklist', ['checklists', 0, 'items'], [], '', 'must not be empty'],
  ['a checklist about an unknown form', ['checklists', 0, 'for'], { forms: ['PHONE'] }, '.forms[0]', 'must be one of "ON_SITE"'],
  ['a checklist without source', ['checklists', 0, 'source'], undefined, '', 'is missing'],
  ['a number that is none', ['numbers', 0, 'value'], '7', '', 'must be number'],
  ['a number of an unknown unit', ['numbers', 0, 'unit'], 'weeks', '', 'must be one of "wd"'],
])('%s is refused', (_case, keys, value, below, problem) => {
  const { json, path } = edited('CMA-2021', keys, value);
  expectRefused(json, `${path}${below}`, problem);
});

test('steps that wait for one another are named in their circle, in a base pack and in an overlay', () => {
  const circle = 'closes a circle of steps: accept after decide after accept';
  const { json, path } = edited('CMA-2021', ['steps', 'accept', 'after'], ['decide']);
  const place = edited('CMA-2021', ['steps', 'decide', 'after', 0], '').path;
  expect(path).toBe('$.steps[4].after');
  expectRefused(json, place, circle);

  const [first, second] = ['review', 'rectify'].map((id) => edited('CMA-2021', ['steps', id, 'after'], ['x']).json['steps']);
  const steps = [first, second].flatMap((list) => (list as { after: string[] }[]).filter(({ after }) => after[0] === 'x'));
  const overlay = {
    ...shipped('REV-2023'),
    steps: steps.map((step, index) => ({ ...step, after: [index === 0 ? 'rectify' : 'review'] })),
  };
  expectRefused(overlay, '$.steps[1].after[0]', 'closes a circle of steps: review after rectify after review');
});

test('every procedure of a kind leads to a decision', () => {
  const { json: bare } = edited('CMA-2021', ['steps'], []);
  expectRefused(bare, '$.kinds[0].procedures[0]', 'INITIAL has no step of acceptance under GENERAL');
  const { json } = edited('CMA-2021', ['steps', 'decide-on-the-spot', 'kinds'], ['INITIAL', 'RENEWAL', 'SCOPE_EXT']);
  const site = (json['kinds'] as { kind: string }[]).findIndex(({ kind }) => kind === 'CHG_SITE');
  expectRefused(json, `$.kinds[${site}].procedures[1]`, 'CHG_SITE has no step of decision under COMMITMENT');
});

test('a list is no pack', () => expectRefused([], '$', 'must be object'));

test('an overlay needs neither team nor values nor all kinds', () => {
  const { json } = edited('REV-2023', ['team'], undefined);
  expect(parsePolicyPack(json, 'packs/REV-2023.json')).toBe(json);
});

function expectRefused(json: unknown, path: string, problem: string): void {
  const parse = () => parsePolicyPack(json, 'packs/x.json');
  expect(parse).toThrow(DataFileError);
  expect(parse).toThrow(expect.objectContaining({ file: 'packs/x.json', path }));
  expect(parse).toThrow(problem);
}
