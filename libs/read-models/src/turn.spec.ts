import { caseCommands, caseDecider, OPEN_STATUSES, permitted, type CaseEvent, type CaseState } from '#case';
import { localDate, type Dated } from '#kernel';
import { applicantOf, BODIES, law, staff, time } from './world.testing.js';
import { caseOf, nextDue, turnOf } from './turn.js';

const decider = caseDecider(law);
const [body] = BODIES;
const on = (day: string, type: CaseEvent['type'], data: object, actor = staff('clerk')): Dated<CaseEvent> =>
  ({ type, data, recordedAt: time(day), effectiveAt: time(day), actor }) as unknown as Dated<CaseEvent>;

const received = (more: object): Dated<CaseEvent> =>
  on(
    '2026-03-02',
    'ApplicationReceived',
    {
      ...{ caseId: 'C1', kind: 'INITIAL', procedure: 'GENERAL', institution: body, late: false, affectsConditions: false },
      ...{ standing: { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false } },
      ...{ field: '20', sector: '34', materials: [], policy: 'CMA-2021/2+REV-2023/2', calendar: 'test' },
      ...more,
    },
    applicantOf(body),
  );
const accepted = on('2026-03-03', 'ApplicationAccepted', { reviewForm: 'NONE' });
const after = (...events: readonly Dated<CaseEvent>[]) => {
  const state = caseOf(events.reduce((before: CaseState, event) => decider.evolve(before, event), decider.initial));
  if (state === undefined) throw new Error('there is no case');
  return state;
};
const turnAfter = (...events: readonly Dated<CaseEvent>[]) => turnOf(after(...events), law);

const commitment = received({ procedure: 'COMMITMENT' });
const asked = on('2026-03-03', 'CorrectionRequested', {
  items: [{ material: 'M14', reason: '未签署' }],
  respondWithinWorkingDays: 5,
});
const answered = on('2026-03-04', 'CorrectionSupplied', { items: [{ material: 'M14' }] });
const silence = on('2026-03-02', 'ApplicationDeemedAccepted', { limit: 'T01', run: 1, due: '2026-03-09', reviewForm: 'NONE' });
const signed = on('2026-03-02', 'CommitmentSigned', {
  uscc: body.uscc,
  edition: '2019',
  text: '',
  sha256: '',
  signatory: '张三',
});

test.each<[string, readonly Dated<CaseEvent>[], object]>([
  ['a commitment that is not signed', [commitment], { of: 'authority', role: 'clerk', next: 'RequestCorrection' }],
  ['an unsigned one that the window has asked for', [commitment, asked], { of: 'applicant', next: 'SignCommitment' }],
  ['an unsigned one after its notice', [commitment, asked, answered], { of: 'authority', next: 'DeclineApplication' }],
  ['an unsigned one, accepted by silence', [commitment, silence], { of: 'applicant', next: 'SignCommitment' }],
  ['a signed one', [commitment, signed], { of: 'authority', role: 'decision-maker', next: 'AcceptSelfDeclaration' }],
  ['a signed one that was accepted', [commitment, signed, accepted], { next: 'AcceptSelfDeclaration' }],
  ['a decision', [received({}), accepted], { role: 'decision-maker', next: 'GrantQualification' }],
  [
    'materials that were promised',
    [
      received({}),
      accepted,
      on('2026-03-03', 'OutstandingPromised', {
        outstanding: ['M10'],
        withinWorkingDays: 5,
        told: { lastDay: localDate('2026-03-10'), otherwise: 'deem-withdrawn' },
      }),
    ],
    { of: 'authority', role: 'applicant', next: 'SupplyOutstanding' },
  ],
  [
    'a hearing that was asked for',
    [
      received({}),
      accepted,
      on('2026-03-04', 'HearingRightTold', { matter: '甲', parties: [] }),
      on('2026-03-05', 'HearingRequested', {}),
    ],
    { of: 'authority', next: 'OpenHearing' },
  ],
  [
    'a hearing that is going on',
    [received({}), accepted, on('2026-03-05', 'HearingOpened', { chair: '乙', noticedOn: localDate('2026-03-04') })],
    { of: 'authority', next: 'CloseHearing' },
  ],
])('whose turn it is: %s', (_what, events, turn) => {
  expect(turnAfter(...events)).toMatchObject(turn);
});

test("what presses the authority is its own limit, not the applicant's that ends before it", () => {
  const reviewed = on('2026-03-03', 'ApplicationAccepted', { reviewForm: 'ON_SITE' });
  const told = { lastDay: localDate('2026-03-10'), otherwise: 'deem-withdrawn' };
  const tolerated = on('2026-03-03', 'OutstandingPromised', { outstanding: ['M10'], withinWorkingDays: 5, told });
  const state = after(received({ calendar: law.calendar.version }), reviewed, tolerated);
  expect(state.file.clocks.map(({ limit }) => limit)).toEqual(expect.arrayContaining(['T05', 'T11']));
  expect([turnOf(state, law).of, nextDue(state, law)?.limit]).toEqual(['authority', 'T11']);
});

test('where a clock runs for it, a review begins with the look of the leader at the papers (评审准则 附件1 4.1.2)', () => {
  const onSite = on('2026-03-03', 'ApplicationAccepted', { reviewForm: 'ON_SITE' });
  const commissioned = on('2026-03-04', 'ReviewCommissioned', { form: 'ON_SITE', team: [{ id: 'a', leader: true }], told: {} });
  const looked = on('2026-03-05', 'LeaderCheckCompleted', { outcome: '实施' });
  const shown = (...events: readonly Dated<CaseEvent>[]) => {
    const rules = { policy: 'CMA-2021/2+REV-2023/2+CHECK-2027/1', calendar: law.calendar.version };
    const state = after(received(rules), onSite, commissioned, ...events);
    return { ...turnOf(state, law), limit: nextDue(state, law)?.limit };
  };
  expect(shown()).toEqual({ of: 'expert', role: 'reviewer', next: 'CompleteLeaderCheck', limit: 'T12' });
  expect(shown(looked)).toEqual({ of: 'expert', role: 'reviewer', next: 'ConcludeReview', limit: 'T11' });
});

describe('materials that are outstanding during a review', () => {
  const reviewed = on('2026-03-03', 'ApplicationAccepted', { reviewForm: 'ON_SITE' });
  const promised = (withinWorkingDays: number) =>
    on('2026-03-03', 'OutstandingPromised', {
      ...{ outstanding: ['M10'], withinWorkingDays },
      told: { lastDay: localDate('2026-03-10'), otherwise: 'deem-withdrawn' },
    });
  const commissioned = on('2026-03-04', 'ReviewCommissioned', {
    ...{ form: 'ON_SITE', team: [{ id: 'a', leader: true }, { id: 'b' }] },
    told: { workingDays: 30, due: localDate('2026-04-15'), inWriting: false },
  });
  const shown = (days: number, ...events: readonly Dated<CaseEvent>[]) => {
    const state = after(received({ calendar: law.calendar.version }), reviewed, promised(days), commissioned, ...events);
    const { of, next } = turnOf(state, law);
    return { of, next, ...nextDue(state, law) };
  };

  test.each([
    [10, { next: 'SubmitRectification', limit: 'T13', due: '2026-03-16' }],
    [5, { next: 'SupplyOutstanding', limit: 'T05', due: '2026-03-10' }],
  ])('and a rectification: the earlier with its own limit, T05 of %d days', (days, expected) => {
    const rectify = on('2026-03-09', 'RectificationOrdered', { withinWorkingDays: 5, items: ['设备'] });
    expect(shown(days, rectify)).toEqual({ of: 'applicant', ...expected, provisional: false });
  });

  test('are not what a postponed review waits for', () => {
    const postponed = on('2026-03-05', 'ReviewPostponed', { reason: '甲' });
    expect(shown(5, postponed)).toMatchObject({ next: 'ResumeReview', limit: 'T15' });
  });
});

describe('what is awaited of the applicant in days of the authority', () => {
  const held = received({ calendar: law.calendar.version });
  const told = { lastDay: localDate('2026-03-10'), otherwise: 'deem-withdrawn' };
  const promised = on('2026-03-03', 'OutstandingPromised', { outstanding: ['M10'], withinWorkingDays: 5, told });
  const refused = on('2026-03-05', 'QualificationRefused', { reasons: ['甲'], remedies: {} }, staff('decision-maker'));
  const setAside = on('2026-05-12', 'RefusalSetAside', { resumes: 'decision', withinWorkingDays: 10, instrument: {} });
  const toldOfHearing = on('2026-03-04', 'HearingRightTold', { matter: '甲', parties: [] });

  test.each<[string, readonly Dated<CaseEvent>[], object]>([
    ['a hearing may be asked for (许可法47)', [toldOfHearing], { next: 'RequestHearing', limit: 'T60', due: '2026-03-11' }],
    ['what was promised (许可法45)', [promised], { next: 'SupplyOutstanding', limit: 'T05', due: '2026-03-10' }],
    [
      'what was promised, once a refusal no longer stands: the time of the promise is over, that of the decision anew runs',
      [promised, refused, setAside],
      { next: 'SupplyOutstanding', limit: 'T25', due: '2026-05-26' },
    ],
  ])('%s', (_what, events, expected) => {
    const state = after(held, accepted, ...events);
    const { of, role, next } = turnOf(state, law);
    const due = nextDue(state, law);
    expect({ of, role, next, limit: due?.limit, due: due?.due }).toEqual({ of: 'authority', role: 'applicant', ...expected });
  });
});

test('every status of an open case has one usual step, and it is possible there', () => {
  const steps = Object.values(caseCommands).flatMap(({ nextIn = [], in: possible }) =>
    nextIn.map((status) => (possible.includes(status) ? status : `not ${status}`)),
  );
  expect(steps.toSorted()).toEqual(OPEN_STATUSES.toSorted());
});

describe('whoever is shown a step may take it', () => {
  const onSite = on('2026-03-03', 'ApplicationAccepted', { reviewForm: 'ON_SITE' });
  const team = [{ id: staff('reviewer').id, leader: true }, { id: 'b' }];
  const commissioned = on('2026-03-04', 'ReviewCommissioned', { form: 'ON_SITE', team, told: {} });
  const inReview = [received({}), onSite, commissioned];
  const ordered = on('2026-03-05', 'RectificationOrdered', { withinWorkingDays: 5, items: ['设备'] }, staff('reviewer'));
  const concluded = (conclusion: string) =>
    on('2026-03-05', 'ReviewConcluded', { form: 'ON_SITE', conclusion }, staff('reviewer'));
  const told = on('2026-03-06', 'HearingRightTold', { matter: '甲', parties: [] });
  const granted = on('2026-03-06', 'QualificationGranted', { certificate: {} });

  test.each<[string, readonly Dated<CaseEvent>[]]>([
    ['received', [received({})]],
    ['awaiting correction', [received({}), asked]],
    ['review on paper', [received({}), on('2026-03-03', 'ApplicationAccepted', { reviewForm: 'WRITTEN' })]],
    ['to be commissioned', [received({}), onSite]],
    ['papers with the leader', [received({ policy: 'CMA-2021/2+REV-2023/2+CHECK-2027/1' }), onSite, commissioned]],
    ['in review', inReview],
    ['put off', [...inReview, on('2026-03-05', 'ReviewPostponed', { reason: '甲' })]],
    ['in rectification', [...inReview, ordered]],
    ['rectification handed in', [...inReview, ordered, on('2026-03-06', 'RectificationSubmitted', {})]],
    ['failed', [...inReview, ordered, on('2026-03-06', 'RectificationVerified', { passed: false })]],
    ['reviewed', [...inReview, concluded('符合')]],
    ['reviewed, not met', [...inReview, concluded('不符合')]],
    ['told of the hearing', [...inReview, concluded('符合'), told]],
    ['hearing asked for', [...inReview, concluded('符合'), told, on('2026-03-06', 'HearingRequested', {})]],
    ['hearing waived', [...inReview, concluded('符合'), told, on('2026-03-06', 'HearingWaived', {})]],
    ['hearing open', [...inReview, concluded('符合'), on('2026-03-06', 'HearingOpened', { chair: '乙' })]],
    ['commitment told', [commitment]],
    ['commitment asked for', [commitment, asked]],
    ['commitment signed', [commitment, signed]],
    ['granted', [...inReview, concluded('符合'), granted, on('2026-03-07', 'CertificateReady', { number: '262820340001' })]],
  ])('%s', (_what, events) => {
    const state = after(...events);
    const { role, next } = turnOf(state, law);
    const reader = role === 'applicant' ? applicantOf(body) : staff(role ?? 'clerk');
    expect(permitted(state, reader, law)).toContain(next);
  });
});
