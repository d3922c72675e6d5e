import { ENGINE, localDate } from '#kernel';
import { createPolicyBook, lawOf, pinnedPolicy, type Law, type PolicyPack } from '#law';
import { PAYLOADS, received, renewal, submission, TEAM } from '../cases.testing.js';
import { applicant, clerk, clocksOf, given, law, on, time } from '../given.testing.js';
import { caseDecider, permitted, warningsNow, type CaseFile, type CaseState } from '../index.js';

const wakeUp = PAYLOADS.ExpireTimeLimit;
const without = (...missing: string[]) => submission().materials.filter(({ material }) => !missing.includes(material));
const lacking = received({ materials: without('M10') });
const at = '2026-03-05';
const listed = { ...submission().standing, badCreditList: true };

/** The same law with something changed in every pack. */
const under = (change: (pack: PolicyPack) => PolicyPack): Law =>
  lawOf(law.calendars, createPolicyBook(law.policies.packs.map(change)));

describe('an application that lacks only secondary materials', () => {
  const submit = (more: object) => given().when('SubmitApplication', submission(more), { at: '2026-03-02' });

  test('is received (地方容缺受理规定)', () => {
    submit({ materials: without('M10') }).then('ApplicationReceived');
  });

  test('not where a main material is missing too (许可法31)', () => {
    submit({ materials: without('M05', 'M10') }).thenRejected('materials-missing', '许可法31');
  });

  test('not of a body on a list of dishonest bodies, not on a commitment (地方容缺受理规定)', () => {
    submit({ materials: without('M10'), standing: listed }).thenRejected('materials-missing');
    submit({ materials: without('M10'), procedure: 'COMMITMENT' }).thenRejected('materials-missing');
  });

  test('is not accepted as if it were complete (许可法32)', () => {
    given(lacking).when('AcceptApplication', {}, { at }).thenRejected('materials-outstanding', '许可法32');
  });
});

describe('AcceptWithOutstanding', () => {
  const accept = (data: object = {}, application = lacking) =>
    given(application).when('AcceptWithOutstanding', { outstanding: ['M10'], ...data }, { at });

  test('accepted, with a notice that names what is outstanding, until when and what otherwise (地方容缺受理规定)', () => {
    const outcome = accept();
    // Ten working days from Thursday 03-05: 06, 09 … 13, 16 … 19.
    outcome.then(
      { type: 'ApplicationAccepted', data: { reviewForm: 'ON_SITE' } },
      {
        type: 'OutstandingPromised',
        data: {
          outstanding: ['M10'],
          withinWorkingDays: 10,
          told: { lastDay: localDate('2026-03-19'), otherwise: 'deem-withdrawn' },
        },
      },
    );
    expect(outcome.state).toMatchObject({ status: 'awaiting-commission', file: { outstanding: ['M10'] } });
    expect(clocksOf(outcome.state, at)).toMatchObject({
      T01: { state: 'met' },
      T05: { due: '2026-03-19', party: 'applicant', verified: 'inferred' },
      T11: { state: 'running', started: '2026-03-05' },
    });
  });

  test('who signed the promise is kept where it is said (地方容缺受理规定)', () => {
    const [, promised] = accept({ promisedBy: '张三' }).events.slice(-2);
    expect(promised).toMatchObject({ type: 'OutstandingPromised', data: { promisedBy: '张三' } });
    expect(accept().events.at(-1)?.data).not.toHaveProperty('promisedBy');
  });

  test.each([
    [{ withinWorkingDays: 40 }, true], // review 30 and decision 10
    [{ withinWorkingDays: 41 }, false],
    [{ withinWorkingDays: 0 }, false],
    [{ withinWorkingDays: 1.5 }, false],
  ])('%j: not later than the matter is to be decided (地方容缺受理规定): %s', (data, open) => {
    if (open) accept(data).then('ApplicationAccepted', 'OutstandingPromised');
    else accept(data).thenRejected('outstanding-time-invalid', '地方容缺受理规定');
  });

  test('without a review the decision is nearer: twenty working days (许可法42)', () => {
    const decider = caseDecider(
      under((pack) => ({ ...pack, materials: pack.materials.map((one) => ({ ...one, tolerated: true })) })),
    );
    const change = received({ ...renewal('2026-12-31'), kind: 'CHG_NAME', materials: [{ material: 'M01' }] });
    const accept = (withinWorkingDays: number) =>
      decider.decide(
        { type: 'AcceptWithOutstanding', data: { outstanding: ['M13'], withinWorkingDays } },
        decider.evolve(decider.initial, change),
        { now: time(at), actor: clerk },
      );
    expect(accept(20)).toMatchObject([
      { type: 'ApplicationAccepted', data: { reviewForm: 'NONE' } },
      { type: 'OutstandingPromised' },
    ]);
    expect(accept(21)).toMatchObject({ code: 'outstanding-time-invalid', allowed: ['1..20'] });
  });

  test.each<[string, object, string]>([
    ['a main material', { outstanding: ['M05'] }, 'material-not-tolerated'],
    ['a material of no list', { outstanding: ['M99'] }, 'material-not-tolerated'],
    ['nothing', { outstanding: [] }, 'outstanding-not-named'],
    ['less than what is missing', { outstanding: ['M16'] }, 'materials-missing'],
  ])('%s is not promised (地方容缺受理规定)', (_what, data, code) => {
    accept(data).thenRejected(code);
  });

  test('what is in the file is not outstanding; the refusal names it, and what is missing (地方容缺受理规定)', () => {
    const complete = accept({}, received());
    complete.thenRejected('material-not-missing', '地方容缺受理规定', '许可法32(五)');
    expect(complete.decision).toMatchObject({ field: 'outstanding[0]', allowed: [] });
    const unneeded = accept({ outstanding: ['M10', 'M16'] });
    unneeded.thenRejected('material-not-missing');
    expect(unneeded.decision).toMatchObject({ field: 'outstanding[1]', allowed: ['M10'] });
  });

  test('the hint of the receipt stands as long as the window may tell what is missing, or accept without it (许可法32(四))', () => {
    const submitted = given().when('SubmitApplication', submission({ materials: without('M10') }), { at: '2026-03-02' });
    const hints = ({ file }: { file: CaseFile }) => {
      return warningsNow(file, pinnedPolicy(law, file.policy)).map(({ code }) => code);
    };
    const asked = { items: [{ material: 'M10', reason: '未提交' }], respondWithinWorkingDays: 5 };
    const told = given(...submitted.events).when('RequestCorrection', asked, { at: '2026-03-03' });
    const supplied = given(...told.events).when('SupplyCorrection', { items: [{ material: 'M10' }] }, { at: '2026-03-04' });
    const promise = given(...submitted.events).when('AcceptWithOutstanding', { outstanding: ['M10'] }, { at: '2026-03-04' });
    expect([submitted, told, supplied, promise].map(hints)).toEqual([
      ['secondary-materials-missing'],
      ['secondary-materials-missing'],
      [],
      [],
    ]);
  });

  test('is offered as long as something secondary is missing', () => {
    const offered = (...events: readonly (typeof lacking)[]) =>
      permitted(given(...events).state, clerk, law).includes('AcceptWithOutstanding');
    const asked = { items: [{ material: 'M10', reason: '未提交' }], respondWithinWorkingDays: 5 };
    const supplied = [
      on('2026-03-03', 'CorrectionRequested', asked, clerk),
      on('2026-03-04', 'CorrectionSupplied', { items: [{ material: 'M10', id: 'M10/1' }] }, applicant),
    ];
    expect(offered(lacking)).toBe(true);
    expect(offered(lacking, ...supplied)).toBe(false);
    expect(offered(received())).toBe(false);
    expect(offered(received({ materials: without('M10'), standing: listed }))).toBe(false);
    given(lacking, ...supplied)
      .when('AcceptWithOutstanding', { outstanding: ['M10'] }, { at })
      .thenRejected('material-not-missing');
  });

  test('not for a listed body, not on a commitment (地方容缺受理规定)', () => {
    accept({}, received({ standing: listed })).thenRejected('tolerance-not-open', '地方容缺受理规定');
    accept({}, received({ procedure: 'COMMITMENT' })).thenRejected('tolerance-not-open');
  });
});

const promised = [
  lacking,
  on(at, 'ApplicationAccepted', { reviewForm: 'ON_SITE' }, clerk),
  on(
    at,
    'OutstandingPromised',
    { outstanding: ['M10'], withinWorkingDays: 10, told: { lastDay: localDate('2026-03-19'), otherwise: 'deem-withdrawn' } },
    clerk,
  ),
];
const reviewed = [
  ...promised,
  on(
    '2026-03-09',
    'ReviewCommissioned',
    { form: 'ON_SITE', team: TEAM, told: { workingDays: 30, due: null, inWriting: false } },
    clerk,
  ),
  on('2026-03-16', 'ReviewConcluded', { form: 'ON_SITE', conclusion: '符合' }),
];

describe('SupplyOutstanding', () => {
  test('ends the limit; by the id alone where nothing is said', () => {
    const outcome = given(...promised).when('SupplyOutstanding', {}, { at: '2026-03-10' });
    outcome.then({ type: 'OutstandingSupplied', data: { items: [{ material: 'M10' }] } });
    expect(outcome.file).toMatchObject({ outstanding: [] });
    expect(outcome.file.materials).toContainEqual({ material: 'M10', id: 'M10/1' });
    expect(clocksOf(outcome.state, '2026-03-11')).toMatchObject({ T05: { state: 'met', counted: 3, ended: '2026-03-10' } });
  });

  test('all of it, and nothing outside the list (许可法31)', () => {
    const supply = (...ids: string[]) =>
      given(...promised).when('SupplyOutstanding', { items: ids.map((material) => ({ material })) }, { at: '2026-03-10' });
    supply('M16').thenRejected('outstanding-incomplete', '地方容缺受理规定');
    supply('M10', 'M99').thenRejected('material-not-listed', '许可法31');
    supply('M10', 'M16').then('OutstandingSupplied');
  });

  test('where nothing is outstanding there is nothing to supply', () => {
    given(received(), promised[1] ?? lacking)
      .when('SupplyOutstanding', {}, { at: '2026-03-10' })
      .thenRejected('nothing-outstanding');
  });
});

describe('the decision waits', () => {
  test('no grant before the rest is in (地方容缺受理规定); a refusal is possible', () => {
    given(...reviewed)
      .when('GrantQualification', {}, { at: '2026-03-17' })
      .thenRejected('outstanding-missing', '地方容缺受理规定');
    given(...reviewed)
      .when('RefuseQualification', { reasons: ['不符合'] }, { at: '2026-03-17' })
      .then('QualificationRefused');
    const supplied = on('2026-03-17', 'OutstandingSupplied', { items: [{ material: 'M10' }] }, applicant);
    given(...reviewed, supplied)
      .when('GrantQualification', {}, { at: '2026-03-18' })
      .then('QualificationGranted');
  });
});

describe('when the time is over', () => {
  test('the application counts as withdrawn, whatever the review has come to (地方容缺受理规定)', () => {
    const outcome = given(...reviewed).when('ExpireTimeLimit', wakeUp, { at: '2026-03-20T00:00:00' });
    outcome.then({
      type: 'ApplicationDeemedWithdrawn',
      data: { limit: 'T05', run: 1, due: localDate('2026-03-19') },
      effectiveAt: time('2026-03-20T00:00:00'),
      actor: ENGINE,
    });
    expect(outcome.state).toMatchObject({ status: 'withdrawn', deemed: true });
    expect(clocksOf(outcome.state, '2026-03-21')).toMatchObject({ T05: { state: 'lapsed' }, T22: { ended: '2026-03-19' } });
  });

  test('on its last day it still comes in time', () => {
    given(...reviewed)
      .when('SupplyOutstanding', {}, { at: '2026-03-19T23:59:59' })
      .then('OutstandingSupplied');
  });

  test('or is refused with reasons and remedies, where the published rule says so (许可法38)', () => {
    const decider = caseDecider(under((pack) => ({ ...pack, limits: pack.limits.map(refusing) })));
    const state = reviewed.reduce((before: CaseState, event) => decider.evolve(before, event), decider.initial);
    const now = time('2026-03-20T00:00:00');
    const decision = decider.decide({ type: 'ExpireTimeLimit', data: wakeUp }, state, { now, actor: ENGINE });
    expect(decision).toMatchObject([
      {
        type: 'ApplicationDeemedRefused',
        data: {
          limit: 'T05',
          reasons: ['容缺材料逾期未补齐'],
          remedies: { litigation: expect.stringContaining('6个月') as string },
        },
      },
    ]);
    const [fact] = 'rejected' in decision ? [] : decision;
    if (fact === undefined) throw new Error('nothing happened');
    expect(decider.evolve(state, { ...fact, recordedAt: now, effectiveAt: now, actor: ENGINE })).toMatchObject({
      status: 'refused',
      reasons: ['容缺材料逾期未补齐'],
    });
  });
});

const refusing = (limit: PolicyPack['limits'][number]): PolicyPack['limits'][number] =>
  limit.id === 'T05' ? { ...limit, onExpiry: 'deem-refused' } : limit;
