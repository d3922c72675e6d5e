import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { addDays, localDate } from '#kernel';
import {
  APPLICATION_KINDS,
  createPolicyBook,
  packLabel,
  parsePolicyPack,
  POLICY_PACK_SCHEMA,
  type ApplicationKind,
  type LimitRule,
  type Policy,
} from './index.js';

const DATA = new URL('../data/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, DATA), 'utf8'));
const files = readdirSync(new URL('packs/', DATA)).sort();
const packs = files.map((file) => parsePolicyPack(read(`packs/${file}`), file));
const book = createPolicyBook(packs);
/** The newest version of the pack that is named last. */
const versionOf = (id: string): number => Math.max(...packs.filter(({ policy }) => policy === id).map(({ version }) => version));
const policyOf = (id: string): Policy => book.byLabel(`${id}/${versionOf(id.split('+').at(-1) ?? '')}`);

test('the schema file is the schema that packs are read by (UPDATE_SCHEMA=1 writes it)', () => {
  const file = 'policy-pack.schema.json';
  if (process.env['UPDATE_SCHEMA'] !== undefined)
    writeFileSync(new URL(file, DATA), JSON.stringify(POLICY_PACK_SCHEMA, null, 2) + '\n');
  expect(read(file)).toEqual(POLICY_PACK_SCHEMA);
});

test('each pack is in the file of its name, a later version in one of its own', () => {
  expect(files).toEqual(packs.map(({ policy, version }) => (version === 1 ? `${policy}.json` : `${policy}.${version}.json`)));
  expect(packs.map(packLabel).sort()).toEqual([
    'CMA-2015/1',
    'CMA-2015/2',
    'CMA-2019/1',
    'CMA-2019/2',
    'CMA-2021/1',
    'CMA-2021/2',
    'ENV-2018/1',
    'ENV-2025/1',
    'REV-2016/1',
    'REV-2023/1',
    'REV-2023/2',
    'YDYK-2026/1',
  ]);
});

test('the base packs follow one another without gap or overlap from 2015-08-01 on', () => {
  const bases = packs.filter(({ policy, version, overlay }) => !overlay && version === versionOf(policy));
  expect(bases[0]?.effectiveFrom).toBe('2015-08-01');
  expect(bases.at(-1)?.effectiveTo).toBeNull();
  for (const [index, { effectiveTo }] of bases.slice(0, -1).entries()) {
    expect(bases[index + 1]?.effectiveFrom).toBe(addDays(localDate(effectiveTo ?? ''), 1));
  }
});

/** Verification of a commitment: three months, ten days where it is to be prompt. Revocation: sixty days, five for a statement. */
const AFTER_THE_GRANT = { T51: 3, T52: 10, T70: 60, T71: 5 };

test.each([
  ['CMA-2015', { T01: 5, T04: 5, T10: 45, T13: 30, T15: 30, T20: 20, T23: 20, T25: 20, T30: 10, T41: 0, T60: 5, T61: 20 }],
  [
    'CMA-2019',
    {
      T01: 5,
      T04: 5,
      T10: 45,
      T13: 30,
      T15: 30,
      T21: 15,
      T23: 20,
      T25: 20,
      T31: 7,
      T41: 0,
      T50: 0,
      T60: 5,
      T61: 20,
      T51: 3,
      T70: 60,
      T71: 5,
    },
  ],
  [
    'CMA-2021',
    {
      T01: 5,
      T04: 5,
      T11: 30,
      T13: 30,
      T15: 30,
      T22: 10,
      T23: 20,
      T25: 20,
      T31: 7,
      T41: 0,
      T50: 0,
      T60: 5,
      T61: 20,
      ...AFTER_THE_GRANT,
    },
  ],
  [
    'CMA-2021/2+REV-2023',
    {
      T01: 5,
      T04: 5,
      T11: 30,
      T13: 30,
      T14: 5,
      T15: 30,
      T22: 10,
      T23: 20,
      T25: 20,
      T31: 7,
      T41: 0,
      T50: 0,
      T53: 30,
      T60: 5,
      T61: 20,
      ...AFTER_THE_GRANT,
    },
  ],
])('%s: the numbers of the limits that are clocks', (id, numbers) => {
  const clocks = policyOf(id).limits.filter(({ tracked, setBy }) => tracked && (setBy === undefined || setBy.max !== null));
  expect(Object.fromEntries(clocks.map((limit) => [limit.id, limit.n]))).toEqual(numbers);
});

test.each(['CMA-2015', 'CMA-2019', 'CMA-2021'])(
  '%s: six years of validity, renewal three months before, remedies in 60 days or 6 months',
  (id) => {
    const policy = policyOf(id);
    expect(policy.limit('T42')).toMatchObject({ n: 6, unit: 'cy', tracked: false });
    expect(policy.limit('T40')).toMatchObject({ n: 3, unit: 'cm', anchor: 'certificate.validTo', tracked: false });
    expect(policy.values.reconsiderationDays.value).toBe(60);
    expect(policy.values.litigationMonths.value).toBe(6);
    expect(policy.values.certificateOrgan.value).toBe('28');
    expect(Object.keys(policy.values.certificateFields.value)).toHaveLength(22);
    expect(Object.keys(policy.values.certificateSectors.value)).toHaveLength(35);
    expect(policy.team.min).toBe(2);
  },
);

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
  ['INITIAL', 'M01 M04 M05 M06 M07 M08 M09 M10 M11 M13', 'M02'],
  ['RENEWAL', 'M01 M04 M05 M06 M07 M08 M10 M11 M13', 'M02 M18'],
  ['SCOPE_EXT', 'M01 M05 M06 M10 M12 M13', 'M02 M18'],
  ['CHG_SITE', 'M01 M04 M05 M06 M13', 'M02 M18'],
  ['CHG_NAME', 'M01 M13', 'M02 M18 M19'],
  ['CHG_LEGAL_REP', 'M01 M08 M09 M13', 'M02 M18 M19'],
  ['CHG_TECH_LEAD', 'M01 M08 M09 M13', 'M02 M18'],
  ['CHG_SIGNATORY', 'M01 M07 M13', 'M18'],
  ['CHG_STANDARD', 'M01 M05 M12 M13', 'M18'],
  ['CHG_DROP_ITEMS', 'M01 M05 M13', 'M18'],
  ['CANCEL', 'M01', 'M02 M18'],
])('materials for %s: must %s; shared %s', (kind, must, shared) => {
  const materials = policyOf('CMA-2021').materialsFor(kind as ApplicationKind);
  const withMark = (mark: string) =>
    materials
      .filter(({ requirement }) => requirement === mark)
      .map(({ id }) => id)
      .join(' ');
  expect([withMark('M'), withMark('S')]).toEqual([must, shared]);
});

/** What starts a clock of a verification or of a certificate. */
const AFTER_THE_CASE = /^(Verification|Revocation)/;

describe.each(packs.map((pack) => [pack.policy, pack] as const))('%s', (_id, pack) => {
  const tracked: readonly LimitRule[] = pack.limits.filter((limit) => limit.tracked);

  test('only acceptance and renewal are ever granted by silence', () => {
    for (const { onExpiry, start, anchor, kinds } of tracked) {
      if (onExpiry === 'deem-accepted') expect([['ApplicationReceived'], ['CorrectionSupplied']]).toContainEqual(start);
      if (onExpiry === 'deem-renewed') expect([anchor, kinds]).toEqual(['certificate.validTo', ['RENEWAL']]);
    }
  });

  test('every clock but that of the certificate ends when the applicant withdraws', () => {
    const open = tracked.filter(({ stop }) => !stop.includes('ApplicationWithdrawn'));
    const ofTheCase = open.filter(({ start }) => !start.some((event) => AFTER_THE_CASE.test(event)));
    expect(ofTheCase.filter(({ start }) => !start.includes('QualificationGranted'))).toEqual([]);
  });
});

test.each(['CMA-2015', 'CMA-2019', 'CMA-2021'])('%s: what concludes the review starts the decision', (id) => {
  const [review] = policyOf(id).limits.filter(({ id: limit }) => ['T10', 'T11'].includes(limit));
  const [decision] = policyOf(id).limits.filter(({ id: limit }) => ['T20', 'T21', 'T22'].includes(limit));
  const ends = ['ApplicationWithdrawn', 'ApplicationDeemedWithdrawn', 'RenewalDeemedGranted'];
  expect(decision?.start).toEqual(review?.stop.filter((event) => !ends.includes(event)));
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

test.each([
  ['REV-2016', '2016-05-31', '2023-11-30', 'second-hand'],
  ['REV-2023', '2023-12-01', null, 'verified'],
  ['ENV-2018', '2019-05-01', '2025-12-31', 'second-hand'],
  ['ENV-2025', '2026-01-01', null, 'verified'],
  ['YDYK-2026', '2026-06-01', null, 'second-hand'],
])('the overlay %s is in force from %s to %s, %s', (id, effectiveFrom, effectiveTo, verified) => {
  expect(packs.find(({ policy }) => policy === id)).toMatchObject({ effectiveFrom, effectiveTo, verified, overlay: true });
});

test('limits that are only shown, with the days from which they hold', () => {
  const shown = (id: string, limit: string) => policyOf(id).findLimit(limit);
  expect(shown('CMA-2015', 'T62')).toMatchObject({ n: 45, unit: 'wd', tracked: false });
  expect(shown('CMA-2015', 'T80')).toMatchObject({ n: 60, unit: 'cd', party: 'applicant' });
  expect(['T90', 'T91'].filter((limit) => shown('CMA-2015', limit) !== undefined)).toEqual([]);
  expect([shown('CMA-2019', 'T90'), shown('CMA-2019', 'T91')?.n]).toEqual([undefined, 7]);
  expect([shown('CMA-2021', 'T90')?.n, shown('CMA-2021', 'T91')?.n]).toEqual([20, 7]);
  expect(policyOf('CMA-2021').number('hearing-notice')).toMatchObject({ value: 7, unit: 'wd', basis: ['许可法48(一)'] });
});

describe('the review rules of 2023', () => {
  const rules = policyOf('CMA-2021/2+REV-2023');
  const items = (id: string) => rules.checklist(id).items.map((item) => item.id);

  test('four cases for a remote review, three for the integrity of documents, eight and eleven grounds to stop', () => {
    expect(items('remote-review-conditions')).toEqual(['force-majeure', 'same-system-sites', 'few-parameters', 're-check']);
    expect(items('document-integrity')).toEqual(['papers-match-facts', 'no-contradictions', 'not-copied']);
    expect(items('stop-grounds-on-site')).toHaveLength(8);
    expect(items('stop-grounds-remote')).toHaveLength(11);
    expect(items('stop-grounds-remote')).toEqual(expect.arrayContaining(items('stop-grounds-on-site')));
    expect(items('materials-check-outcomes')).toHaveLength(3);
  });

  test('five starred clauses', () => {
    const { items: clauses, basis } = rules.checklist('starred-clauses');
    expect(clauses.filter(({ starred }) => starred).map(({ id }) => id)).toEqual([
      '2.8.1',
      '2.9.1',
      '2.10.1',
      '2.11.1',
      '2.12.4',
    ]);
    expect(basis).toEqual(['评审准则 附件4']);
  });

  test('key persons without a title: one, three, five or eight years', () => {
    const years = ['doctorate', 'master', 'bachelor', 'college'].map((after) => rules.number(`equivalent-after-${after}`).value);
    expect(years).toEqual([1, 3, 5, 8]);
    expect(rules.number('system-run-before-first-application')).toMatchObject({ value: 3, unit: 'cm' });
  });

  test('what came with them is not there before', () => {
    const before = policyOf('CMA-2021');
    expect(before.findChecklist('starred-clauses')).toBeUndefined();
    expect(before.findNumber('equivalent-after-master')).toBeUndefined();
    expect(() => before.checklist('starred-clauses')).toThrow('policy CMA-2021/2 has no checklist starred-clauses');
    expect(() => before.number('nothing')).toThrow('policy CMA-2021/2 has no number nothing');
  });
});

describe('environment bodies', () => {
  const before = policyOf('CMA-2021/2+REV-2023');
  const after = policyOf('CMA-2021/2+REV-2023/2+ENV-2025');
  const needed = (policy: Policy, field?: string) =>
    policy.materialsNeeded('INITIAL', { procedure: 'GENERAL', ...(field === undefined ? {} : { field }) }).map(({ id }) => id);

  test('the numbers of the supplement', () => {
    const value = (id: string) => after.number(`environment-${id}`).value;
    expect([value('staff'), value('staff-few-classes'), value('mid-title-share')]).toEqual([20, 10, 25]);
    expect([value('technical-lead'), value('signatory'), value('quality-lead')]).toEqual([8, 6, 6]);
    expect([value('lease-least'), value('lease-premises-enough')]).toEqual([1, 3]);
    expect(after.number('environment-staff').for.fields).toEqual(['12', '13']);
  });

  test('hand in the supplement sheet; others do not', () => {
    expect(needed(after, '12')).toEqual([...needed(after, '20'), 'M20']);
    expect(needed(after, '13')).toContain('M20');
    expect([needed(after, '00'), needed(after)].flat()).not.toContain('M20');
    expect(before.materials.find(({ id }) => id === 'M20')?.basis).toEqual(['国市监检测〔2018〕245号']);
  });

  test.each([
    ['2019-04-30', undefined],
    ['2019-05-01', '国市监检测〔2018〕245号'],
    ['2019-11-30', '国市监检测〔2018〕245号'],
    ['2019-12-01', '国市监检测〔2018〕245号'],
    ['2025-12-31', '国市监检测〔2018〕245号'],
    ['2026-01-01', '国市监检测规〔2025〕4号'],
  ])('国市监检测〔2018〕245号: on %s the sheet is asked for by %s', (date, article) => {
    const policy = book.findInForce(localDate(date));
    const sheet = policy?.materials.find(({ id }) => id === 'M20');
    expect(sheet?.basis).toEqual(article === undefined ? undefined : [article]);
    if (policy !== undefined) expect(needed(policy, '12').includes('M20')).toBe(article !== undefined);
  });

  test('have their conditions in the lists about their field alone', () => {
    const lists = (field?: string) => after.checklistsFor('INITIAL', field).map(({ id }) => id);
    expect([lists('12'), lists()].map((ids) => ids.includes('environment-conditions'))).toEqual([true, true]);
    expect(lists('00')).not.toContain('environment-conditions');
    expect(after.checklistsFor('CANCEL').map(({ id }) => id)).not.toContain('environment-conditions');
  });
});

test('from 2026-06-01 the items applied for are checked against the library', () => {
  const policy = policyOf('CMA-2021/2+REV-2023/2+ENV-2025/1+YDYK-2026');
  expect(policy.checklist('library-statuses').items.map(({ id }) => id.replaceAll('-', '_'))).toEqual([
    'in_library',
    'cited_only',
    'abolished',
    'older_edition',
    'not_in_library',
  ]);
  const abilities = policy.materialsFor('INITIAL').find(({ id }) => id === 'M05');
  expect(abilities).toMatchObject({ requirement: 'M', verified: 'second-hand' });
  expect(abilities?.basis).toContain('公告2026年第14号');
});

test('the letter of commitment is a must under its procedure', () => {
  const policy = policyOf('CMA-2021');
  const ids = (procedure: 'GENERAL' | 'COMMITMENT') => policy.materialsNeeded('RENEWAL', { procedure }).map(({ id }) => id);
  expect(ids('COMMITMENT')).toEqual([
    ...ids('GENERAL').filter((id) => id < 'M14'),
    'M14',
    ...ids('GENERAL').filter((id) => id > 'M14'),
  ]);
});

test('tolerated are secondary materials only, by a proposal that says so', () => {
  for (const id of ['CMA-2015', 'CMA-2019', 'CMA-2021']) {
    const tolerated = policyOf(id).toleratedMaterials('INITIAL');
    expect(tolerated.map((material) => [material.id, material.requirement, material.toleratedBasis?.verified])).toEqual([
      ['M10', 'M', 'inferred'],
      ['M16', 'C', 'inferred'],
    ]);
    expect(policyOf(id).toleratedMaterials('CHG_NAME')).toEqual([]);
  }
});

test('no promise is shipped: none of Gansu is known', () => {
  expect(packs.flatMap(({ limits }) => limits.filter(({ promise }) => promise !== undefined))).toEqual([]);
  for (const { id } of policyOf('CMA-2021').limits) expect(policyOf('CMA-2021').promiseFor(id, 'INITIAL')).toBeUndefined();
});

describe.each(['CMA-2015', 'CMA-2019', 'CMA-2021', 'CMA-2021/2+REV-2023/2+ENV-2025/1+YDYK-2026'])('%s', (id) => {
  const policy = policyOf(id);
  const routes = policy.kinds.flatMap(({ kind, procedures }) => procedures.map((procedure) => [kind, procedure] as const));

  test.each(routes)('%s, %s: has its steps, materials and limits', (kind, procedure) => {
    const steps = policy.stepsFor(kind, procedure);
    expect(steps.filter(({ when }) => when === undefined).map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['acceptance', 'decision', 'issue']),
    );
    expect(policy.materialsFor(kind).some(({ requirement }) => requirement === 'M')).toBe(true);
    const limits = policy.limitsFor(kind, procedure).map((limit) => limit.id);
    expect(limits).toContain('T01');
    // A clock that a step starts belongs to a step.
    const clocks = policy
      .limitsFor(kind, procedure)
      .filter(({ tracked, start }) => tracked && steps.some(({ done }) => done.some((event) => start.includes(event))));
    const forms = procedure === 'COMMITMENT' ? [undefined] : [undefined, ...(policy.kind(kind).otherForms ?? [])];
    const named = forms.flatMap((form) => policy.stepsFor(kind, procedure, form).flatMap((step) => step.limits));
    expect(clocks.filter((limit) => !named.includes(limit.id))).toEqual([]);
    expect([policy.feeFor(kind).value, policy.tripsFor(kind).value <= 1]).toEqual([0, true]);
  });

  test('every row says where it comes from', () => {
    const rows = [
      ...[...policy.limits, ...policy.kinds, ...policy.materials, ...policy.reviewFormRules, ...policy.steps],
      ...[...policy.applicants, ...policy.results, ...policy.checklists, ...policy.numbers, ...Object.values(policy.values)],
    ] as { basis: readonly string[]; source: string; verified: string }[];
    expect(rows.length).toBeGreaterThan(90);
    expect(rows.filter(({ basis, source, verified }) => basis.length === 0 || source === '' || verified === undefined)).toEqual(
      [],
    );
  });
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
