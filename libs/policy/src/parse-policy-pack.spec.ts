import { readFileSync } from 'node:fs';
import { DataFileError, jsonPath } from '#data-files';
import { parsePolicyPack } from './index.js';

type Node = Record<string | number, unknown>;
type Key = string | number;

const shipped = (id: string): Node =>
  JSON.parse(readFileSync(new URL(`../data/packs/${id}.json`, import.meta.url), 'utf8')) as Node;

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
