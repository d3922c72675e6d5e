import { APPLICATION_KINDS, createPolicyBook, packLabel } from './index.js';
import { packs, policyOf } from './packs.testing.js';

test.each([
  ['CMA-2015', ['ON_SITE', 'WRITTEN'], true, []],
  ['CMA-2019', ['ON_SITE', 'WRITTEN'], true, []],
  ['CMA-2021', ['ON_SITE', 'WRITTEN', 'REMOTE'], false, ['INITIAL', 'RENEWAL', 'SCOPE_EXT', 'CHG_SITE']],
])('%s: forms of review %j, time told in writing: %s, commitment for %j', (id, forms, inWriting, commitment) => {
  const policy = policyOf(id);
  expect(policy.reviewForms).toEqual(forms);
  expect(policy.conclusionsFor('ON_SITE')).toEqual(['符合', '基本符合', '不符合']);
  expect(policy.conclusionsFor('WRITTEN')).toEqual(['符合', '不符合']);
  expect(policy.values.reviewTimeToldInWriting.value).toBe(inWriting);
  expect(policy.kinds.filter(({ procedures }) => procedures.includes('COMMITMENT')).map(({ kind }) => kind)).toEqual(commitment);
  expect(policy.kinds.map(({ kind }) => kind)).toEqual(APPLICATION_KINDS);
});

test.each([
  ['CMA-2015', [], []],
  ['CMA-2019', ['CHG_NAME', 'CHG_ADDR_NAME', 'CHG_LEGAL_REP', 'CHG_DROP_ITEMS', 'CANCEL'], []],
  [
    'CMA-2021',
    ['CHG_NAME', 'CHG_ADDR_NAME', 'CHG_LEGAL_REP', 'CHG_DROP_ITEMS', 'CANCEL'],
    ['CHG_NAME', 'CHG_ADDR_NAME', 'CHG_LEGAL_REP'],
  ],
])('%s: on the spot %j, by a machine %j (许可法34)', (id, listed, byMachine) => {
  const { onTheSpot } = policyOf(id).values;
  const rules = Object.entries(onTheSpot.value);
  expect(rules.map(([kind]) => kind)).toEqual(listed);
  expect(rules.filter(([, { machineDecision }]) => machineDecision).map(([kind]) => kind)).toEqual(byMachine);
  expect(onTheSpot).toMatchObject({ basis: ['许可法34'], verified: 'inferred' });
});

test('the plan of 2018 is over in every pack', () => {
  for (const id of ['CMA-2015', 'CMA-2019', 'CMA-2021'])
    expect(policyOf(id).values.datedSources.value['甘政办发〔2018〕145号']).toEqual({ from: '2018-07-31', to: '2022-12-31' });
});

test('no promise is shipped: none of Gansu is known', () => {
  expect(packs.flatMap(({ limits }) => limits.filter(({ promise }) => promise !== undefined))).toEqual([]);
  for (const { id } of policyOf('CMA-2021').limits) expect(policyOf('CMA-2021').promiseFor(id, 'INITIAL')).toBeUndefined();
});

test('the commitment of 2019 was a trial, closed where nothing shows the authority in it; the switch opens it', () => {
  const trial = packs.find((pack) => packLabel(pack) === 'CMA-2019/2');
  if (trial?.overlay !== false) throw new Error('no such pack');
  const { commitmentOpen } = trial.values;
  expect(commitmentOpen).toMatchObject({ value: false, verified: 'memory' });
  const opened = { ...trial, version: 3, values: { ...trial.values, commitmentOpen: { ...commitmentOpen, value: true } } };
  const policy = createPolicyBook([...packs, opened as typeof trial]).byLabel('CMA-2019/3');
  expect(policy.kind('INITIAL').procedures).toContain('COMMITMENT');
});
