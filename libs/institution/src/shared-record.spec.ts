import { ENGINE, instant, isRejection, localDate, ROLES, type Actor, type Role } from '#kernel';
import { readdirSync, readFileSync } from 'node:fs';
import { createPolicyBook, parsePolicyPack } from '#law';
import { sharedRecordsDecider, type RecordSharedMaterial, type SharedRecordsState } from './index.js';

const folder = new URL('../../law/data/policy/packs/', import.meta.url);
const packs = readdirSync(folder).map((file) => parsePolicyPack(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), file));
const decider = sharedRecordsDecider({ policies: createPolicyBook(packs) });
const now = instant('2026-03-02T10:00:00+08:00');
const admin: Actor = { id: 'admin', role: 'admin' };
const notice = { material: 'M19', reference: '甘市监登记〔2026〕1号（示例）', attests: { name: '新名称检测有限公司（虚构）' } };
const record = (more: Partial<RecordSharedMaterial['data']> = {}): RecordSharedMaterial => ({
  type: 'RecordSharedMaterial',
  data: { uscc: '91620102MA7ABCD12B', ...notice, ...more },
});
const decide = (command: RecordSharedMaterial, state: SharedRecordsState = decider.initial, actor = admin) =>
  decider.decide(command, state, { now, actor });
const after = ({ data }: RecordSharedMaterial, state = decider.initial): SharedRecordsState =>
  decider.evolve(state, { type: 'SharedMaterialRecorded', data, recordedAt: now, effectiveAt: now, actor: admin });

test('国务院令716号7: what a department shares is put on record, once', () => {
  expect(decide(record())).toEqual([{ type: 'SharedMaterialRecorded', data: record().data }]);
  expect(after(record()).records).toEqual({ M19: notice });
  expect(decide(record(), after(record()))).toEqual([]);
});

test.each<[string, Partial<RecordSharedMaterial['data']>]>([
  ['number', { reference: '另一号' }],
  ['last day', { validUntil: localDate('2026-01-01') }],
  ['fact', { attests: { name: '又一名称（虚构）' } }],
  ['list of facts', { attests: {} }],
])('another %s replaces it', (_what, more) => {
  expect(decide(record(more), after(record()))).toHaveLength(1);
  expect(after(record(more), after(record())).records['M19']).toMatchObject(more);
});

test('one material beside another', () => {
  const both = after(record({ material: 'M02', reference: '营业执照' }), after(record()));
  expect(Object.keys(both.records)).toEqual(['M19', 'M02']);
});

test('a code with a wrong check character is nobody', () => {
  expect(decide(record({ uscc: '91620102MA7ABCD12C' }))).toMatchObject({ code: 'uscc-invalid', basis: ['GB 32100-2015'] });
});

test.each<[string, Partial<RecordSharedMaterial['data']>, string, string, string]>([
  ['a material that no list names (许可法31)', { material: 'M99' }, 'material-unknown', 'material', '许可法31'],
  ['no number (国务院令716号7)', { reference: ' ' }, 'reference-missing', 'reference', '国务院令716号7'],
])('%s is turned down', (_what, more, code, field, article) => {
  expect(decide(record(more))).toMatchObject({ code, field, basis: [article], allowed: expect.any(Array) as string[] });
});

test('only an administrator or the engine imports', () => {
  const by = (role: Role): Actor => ({ id: 'x', role });
  const refused = ROLES.filter((role) => isRejection(decide(record(), undefined, by(role))));
  expect(refused).toEqual(ROLES.filter((role) => role !== 'admin' && role !== ENGINE.role));
});
