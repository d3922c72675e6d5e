import { ENGINE, localDate } from '#kernel';
import type { ApplicationKind } from '#law';
import { received, REACHED, STATUSES, momentIn, submission } from '../cases.testing.js';
import { applicant, clerk, clocksOf, given, law, on, reviewer, time } from '../given.testing.js';
import {
  grantedBy,
  machineDecision,
  ON_THE_SPOT,
  permitted,
  UNDECIDED,
  WAYS_TO_A_GRANT,
  type CaseCommands,
  type CaseEvents,
  type CaseFile,
  type HeldMaterial,
  type Reduction,
} from '../index.js';

const at = '2026-03-02';
const NUMBER = '202820340001';
const NAME = '新名称检测有限公司（虚构）';

const held = (material: string, more: Partial<HeldMaterial> = {}): HeldMaterial => ({
  material,
  source: 'shared-register',
  reference: `${material} 号`,
  fetchedAt: time(at),
  ...more,
});
const M02 = held('M02');
const M18 = held('M18', { source: 'certificates', reference: NUMBER, attests: { certificateNumber: NUMBER } });
const M19 = held('M19', { attests: { name: NAME } });
const reduction = (rule: string, more: Partial<Reduction> = {}): Reduction => ({
  ...{ rule, kind: 'material', article: ['国务院令716号7'], before: '提交', after: '免交', saves: 1 },
  ...more,
});
const found = reduction('fetched-from-a-shared-source');
const atOnce = reduction('decided-on-the-spot', { kind: 'time', saves: 25 });

const change = (kind: ApplicationKind, more: Partial<CaseEvents['ApplicationReceived']> = {}) =>
  received({
    kind,
    certificate: { number: NUMBER, validTo: localDate('2028-05-31') },
    institution: { ...submission().institution, name: NAME },
    materials: submission({ kind }).materials,
    ...more,
  });
const order = (more: Partial<CaseCommands['ApplyReductions']> = {}): CaseCommands['ApplyReductions'] => ({
  reductions: [found],
  waivedMaterials: [M02, M19, M18],
  silent: [],
  ...more,
});
const spot = { held: [M02, M18, M19], reductions: [atOnce] };
const silence = { source: 'registrar', material: 'M19', reason: 'no answer within 3000 ms' };

describe('ApplyReductions', () => {
  test('puts what is reduced and what is waived on the file, and changes no status and no clock', () => {
    const outcome = given(change('CHG_NAME')).when('ApplyReductions', order(), { at });
    outcome.then({ type: 'ReductionsApplied', data: { reductions: [found], waivedMaterials: [M02, M19, M18] } });
    expect(outcome.state.status).toBe('received');
    expect(outcome.file).toMatchObject({ reductions: [found], waivedMaterials: [M02, M19, M18] });
    expect(clocksOf(outcome.state, at)).toMatchObject({ T01: { state: 'running', due: '2026-03-09' } });
  });

  test('decides on the spot where every condition holds: accepted and granted by the machine, on the facts that it names', () => {
    const outcome = given(change('CHG_NAME')).when('ApplyReductions', order({ onTheSpot: spot }), { at });
    outcome.then(
      { type: 'ReductionsApplied', data: { reductions: [found, atOnce] } },
      { type: 'ApplicationAccepted', data: { reviewForm: 'NONE' } },
      {
        type: 'QualificationGranted',
        data: {
          certificate: { action: 'amend', number: NUMBER, change: 'CHG_NAME' },
          machineDecision: { rule: 'on-the-spot', article: ['许可法34'], facts: [M19] },
        },
      },
    );
    expect(outcome.state.status).toBe('granted');
    expect(outcome.events.slice(1).every(({ actor }) => actor === ENGINE)).toBe(true);
    expect(clocksOf(outcome.state, '2026-03-03')).toMatchObject({
      T01: { state: 'met', counted: 0 },
      T23: { state: 'met', counted: 0 },
      T31: { state: 'running', due: '2026-03-11' },
    });
  });

  test('once: neither other answers nor a restart bring a second time', () => {
    const first = given(change('CHG_NAME')).when('ApplyReductions', order(), { at });
    given(...first.events)
      .when('ApplyReductions', order({ reductions: [found, found], onTheSpot: spot }), { at: '2026-03-03' })
      .then();
    const silent = given(change('CHG_NAME')).when('ApplyReductions', order({ ...NOTHING, silent: [silence] }), { at });
    given(...silent.events)
      .when('ApplyReductions', order(), { at: '2026-03-03' })
      .then();
  });

  test('nothing to apply is nothing to store', () => {
    given(change('CHG_NAME')).when('ApplyReductions', NOTHING, { at }).then();
  });

  test('too late for the spot: accepted meanwhile, and what was found still counts', () => {
    const accepted = [change('CHG_NAME'), on('2026-03-02', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk)];
    given(...accepted)
      .when('ApplyReductions', order({ onTheSpot: spot }), { at: '2026-03-02T11:00:00' })
      .then({ type: 'ReductionsApplied', data: { reductions: [found] } });
  });

  test('after five working days of silence the law has accepted, and a person decides', () => {
    given(change('CHG_NAME'))
      .when('ApplyReductions', order({ onTheSpot: spot }), { at: '2026-03-10' })
      .then('ApplicationDeemedAccepted', { type: 'ReductionsApplied', data: { reductions: [found] } });
  });

  test('the word of the engine alone decides nothing: facts that confirm nothing leave the case to a person', () => {
    given(change('CHG_NAME'))
      .when('ApplyReductions', order({ onTheSpot: { ...spot, held: [] } }), { at })
      .then({ type: 'ReductionsApplied', data: { reductions: [found] } });
  });

  test.each(STATUSES.filter((status) => status !== 'none' && !(UNDECIDED as readonly string[]).includes(status)))(
    'nothing any more once it is %s',
    (status) => {
      given(...REACHED[status])
        .when('ApplyReductions', order({ silent: [silence] }), { at: momentIn(status) })
        .then();
    },
  );
});

const NOTHING: CaseCommands['ApplyReductions'] = { reductions: [], waivedMaterials: [], silent: [] };

describe('a machine decides only where no officer has a fact left to check (许可法34)', () => {
  const file = (more: Partial<CaseEvents['ApplicationReceived']> = {}, kind: ApplicationKind = 'CHG_NAME'): CaseFile =>
    given(change(kind, more)).when('ApplyReductions', NOTHING, { at }).file;
  const policy = law.policies.byLabel('CMA-2021/2+REV-2023/2');
  const all = [M02, M18, M19];
  /** Names of the conditions that do not hold. */
  const open = (one: CaseFile, answers = all, under = policy): string[] =>
    ON_THE_SPOT.filter(({ holds }) => !holds({ file: one, policy: under, held: answers })).map(({ name }) => name);
  const standing = { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false };

  test('all of it: the register confirms what the application states', () => {
    expect(open(file())).toEqual([]);
    expect(machineDecision(file(), policy, all)?.facts).toEqual([M19]);
  });

  test.each<[string, string, CaseFile, HeldMaterial[]]>([
    ['许可法34: a kind that is not listed', 'listed-for-a-machine', file({}, 'CHG_TOP_MGR'), all],
    ['许可法34: a kind that is listed for the queue only', 'listed-for-a-machine', file({}, 'CHG_DROP_ITEMS'), all],
    ['办法14(末款): a change that touches the conditions', 'no-review', file({ affectsConditions: true }), all],
    ['许可法32(五): a gap', 'complete', file({ materials: [{ material: 'M01' }] }), all],
    ['许可法32(五): a shared material that nobody holds', 'complete', file(), [M18, M19]],
    ['许可法34: no notice of the registrar', 'confirmed-by-a-source', file(), [M02, M18]],
    [
      '许可法34: a notice about another name',
      'confirmed-by-a-source',
      file(),
      [M02, M18, held('M19', { attests: { name: '别家' } })],
    ],
    ['许可法34: a notice that nobody has read', 'confirmed-by-a-source', file(), [M02, M18, held('M19')]],
    ['评审准则16: a breach', 'clean-record', file({ standing: { ...standing, breachInLastTerm: true } }), all],
    ['评审准则16: a bad credit', 'clean-record', file({ standing: { ...standing, badCreditList: true } }), all],
    ['评审准则16: a penalty', 'clean-record', file({ standing: { ...standing, punishedWithin2Years: true } }), all],
  ])('not where one of them does not hold: %s', (_why, name, one, answers) => {
    expect(open(one, answers)).toContain(name);
    expect(machineDecision(one, policy, answers)).toBeUndefined();
  });

  test('许可法32(五): not what had gaps at first', () => {
    const corrected = { ...file(), correctionRequested: true };
    expect(open(corrected)).toEqual(['no-gaps']);
  });

  test('许可法47: not where a hearing was told of; 许可法32: nor where gaps were promised to be filled', () => {
    const accepted = { ...file(), reviewForm: 'NONE', acceptedAt: time(at) } as const;
    expect(open({ ...accepted, hearing: { status: 'waived' as const } })).toEqual(['no-hearing']);
    expect(open({ ...accepted, outstanding: ['M13'] })).toEqual(['no-gaps']);
  });

  test('评审准则16: nor about a body that is banned, or of which there is a hint', () => {
    expect(open(file({ standing: { ...standing, bannedUntil: localDate('2026-12-31') } }))).toEqual(['clean-record']);
    const warnings = [{ code: 'credit-risk', zh: '…', en: '…', basis: ['监督管理办法20'] }];
    expect(open(file({ warnings }))).toEqual(['clean-record']);
  });

  test('several changes in one case: each must be listed, and each confirmed', () => {
    const together = { alsoKinds: ['CHG_LEGAL_REP'], changes: { name: NAME, legalRepresentative: '张三（虚构）' } } as const;
    const materials = ['M01', 'M08', 'M09', 'M13'].map((material) => ({ material }));
    const merged = file({ ...together, materials, institution: submission().institution });
    const both = held('M19', { attests: { name: NAME, legalRepresentative: '张三（虚构）' } });
    expect(open(merged, [M02, M18, both])).toEqual([]);
    expect(open(merged, [M02, M18, M19])).toEqual(['confirmed-by-a-source']);
    expect(open({ ...merged, alsoKinds: ['CHG_TOP_MGR'] }, [M02, M18, both])).toContain('listed-for-a-machine');
  });

  test('办法10: not in the commitment procedure, which has a way of its own', () => {
    expect(open({ ...file(), procedure: 'COMMITMENT' })).toEqual(['general-procedure']);
  });

  test.each<[ApplicationKind, Partial<CaseEvents['ApplicationReceived']['institution']>, HeldMaterial['attests']]>([
    ['CHG_ADDR_NAME', { address: '示例路 2 号' }, { address: '示例路 2 号' }],
    ['CHG_LEGAL_REP', { legalRepresentative: '张三（虚构）' }, { legalRepresentative: '张三（虚构）' }],
  ])('%s: what the change is about must be stated and confirmed', (kind, states, attests) => {
    const institution = { ...submission().institution, ...states };
    const notice = held('M19', attests === undefined ? {} : { attests });
    expect(open(file({ institution }, kind), [M02, M18, notice])).toEqual([]);
    expect(open(file({}, kind), [M02, M18, notice])).toEqual(['confirmed-by-a-source']);
  });

  test.each(['CMA-2015/2', 'CMA-2019/2'])('switched off under %s', (label) => {
    expect(open(file(), all, law.policies.byLabel(label))).toContain('listed-for-a-machine');
  });

  test('a handed-in copy does not replace the answer of the source', () => {
    const materials = [...submission({ kind: 'CHG_NAME' }).materials, { material: 'M02' }, { material: 'M19' }];
    expect(open(file({ materials }), [M18])).toEqual(['confirmed-by-a-source']);
    expect(open(file({ materials }), [M18, M19])).toEqual([]);
  });
});

describe('a source that does not answer', () => {
  const silent = given(change('CHG_NAME')).when('ApplyReductions', order({ ...NOTHING, silent: [silence] }), { at });

  test('is an event of the case, and what it was asked for may be handed in', () => {
    silent.then({ type: 'DataSourceSilent', data: silence });
    expect(silent.state.status).toBe('received');
    expect(permitted(silent.state, applicant, law)).toContain('SupplyMaterial');
  });

  test('SupplyMaterial: nobody waits for it, so it changes the materials and nothing else', () => {
    const items = [{ material: 'M19', fileName: '变更核准通知.pdf' }];
    const supplied = given(...silent.events).when('SupplyMaterial', { items }, { at: '2026-03-04' });
    supplied.then({ type: 'MaterialSupplied', data: { items } });
    expect(supplied.file.materials.at(-1)).toEqual({ ...items[0], id: 'M19/1' });
    expect(supplied.state.status).toBe('received');
    expect(supplied.file.clocks).toEqual(silent.file.clocks);
    expect(permitted(supplied.state, applicant, law)).not.toContain('SupplyMaterial');
  });

  test('and it may be handed in at any time before the decision', () => {
    const accepted = [...silent.events, on('2026-03-03', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk)];
    given(...accepted)
      .when('SupplyMaterial', { items: [{ material: 'M19' }] }, { at: '2026-03-05' })
      .then('MaterialSupplied');
  });

  test.each([
    ['nothing', []],
    ['what nobody asks for', [{ material: 'M19' }, { material: 'M01' }]],
  ])('许可法31: %s is not handed in this way', (_what, items) => {
    given(...silent.events)
      .when('SupplyMaterial', { items }, { at })
      .thenRejected('material-not-asked', '许可法31', '国务院令716号7');
  });

  test('where another source has it, or the applicant has handed it in, nothing is asked', () => {
    const helped = given(change('CHG_NAME')).when('ApplyReductions', order({ silent: [silence] }), { at });
    helped.then('DataSourceSilent', 'ReductionsApplied');
    expect(permitted(helped.state, applicant, law)).not.toContain('SupplyMaterial');
    const materials = [...submission({ kind: 'CHG_NAME' }).materials, { material: 'M19' }];
    const there = given(change('CHG_NAME', { materials })).when('ApplyReductions', order({ ...NOTHING, silent: [silence] }), {
      at,
    });
    expect(permitted(there.state, applicant, law)).not.toContain('SupplyMaterial');
  });
});

test('four ways lead to a grant, and silence is one of them only for a renewal (许可法50)', () => {
  expect(WAYS_TO_A_GRANT.map(({ way, event }) => `${way}: ${event}`)).toEqual([
    'person: QualificationGranted',
    'self-declaration: QualificationGranted',
    'machine: QualificationGranted',
    'silence: RenewalDeemedGranted',
  ]);
  const spotted = given(change('CHG_NAME')).when('ApplyReductions', order({ onTheSpot: spot }), { at });
  expect(spotted.events.map((event) => grantedBy(event, []))).toEqual([undefined, undefined, undefined, 'machine']);
  const byEngine = on(at, 'QualificationGranted', { certificate: { action: 'cancel', number: NUMBER } }, ENGINE);
  expect(grantedBy(byEngine, [])).toBeUndefined();
  expect(grantedBy({ ...byEngine, actor: reviewer }, [])).toBe('person');
});
