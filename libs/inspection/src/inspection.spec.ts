import { ENGINE, isRejection, ROLES } from '#kernel';
import { INSPECTION_STATUSES, inspectionCommands, permittedInInspection, type InspectionCommandName } from './index.js';
import { law } from '../../case/src/given.testing.js';
import {
  applicant,
  byDefault,
  clerk,
  clocksOf,
  colleague,
  commission,
  commissioned,
  decider,
  fold,
  given,
  inspector,
  PAYLOADS,
  REACHED,
  stranger,
  TEAM,
  time,
  USCC,
} from './inspection.testing.js';

const NAMES = Object.keys(inspectionCommands) as InspectionCommandName[];

describe('CommissionVerification', () => {
  test('告知承诺实施办法11: counts from the decision, whenever it is recorded', () => {
    const { state, then } = given().when('CommissionVerification', commission(), { at: '2026-03-09', by: ENGINE });
    then({ type: 'VerificationCommissioned', effectiveAt: time('2026-03-04') });
    // Three months after 4 March: 4 June, a Thursday.
    expect(clocksOf(state, '2026-03-09')).toMatchObject({ T51: { started: '2026-03-04', due: '2026-06-04', unit: 'cm' } });
  });

  test('告知承诺实施办法11: a first application, or mandatory standards, within ten working days beside it', () => {
    const started = (more: Parameters<typeof commission>[0]) =>
      clocksOf(given().when('CommissionVerification', commission(more), { by: ENGINE }).state, '2026-03-05');
    expect(Object.keys(started({}))).toEqual(['T51']);
    // 5, 6, 9 … 13, 16, 17, 18 March.
    expect(started({ kind: 'INITIAL' })['T52']).toMatchObject({ started: '2026-03-04', due: '2026-03-18' });
    expect(Object.keys(started({ mandatoryStandards: true }))).toEqual(['T51', 'T52']);
  });

  test('from a clerk, or a second time, it changes nothing; without an accepted commitment there is nothing to verify', () => {
    given(commissioned()).when('CommissionVerification', commission(), { by: clerk }).then();
    given(...REACHED['verification-closed'])
      .when('CommissionVerification', commission(), { by: ENGINE })
      .then();
    given()
      .when('CommissionVerification', commission(), { by: clerk })
      .thenRejected('verification-not-due', '告知承诺实施办法11');
  });
});

describe('AppointInspectors', () => {
  test('许可法34, 61: two or more', () => {
    given(commissioned())
      .when('AppointInspectors', { team: TEAM })
      .then({ type: 'InspectorsAppointed', data: { team: TEAM } });
    for (const team of [[], [{ id: 'a' }], [{ id: 'a' }, { id: 'a' }]])
      given(commissioned()).when('AppointInspectors', { team }).thenRejected('inspectors-too-few', '许可法34', '许可法61');
  });

  test('办法29: nobody of the body, nor who applied, nor who decided', () => {
    for (const concerned of [{ id: 'x', uscc: USCC }, { id: 'applicant' }, { id: 'decision-maker' }])
      given(commissioned())
        .when('AppointInspectors', { team: [{ id: 'a' }, concerned] })
        .thenRejected('inspector-recused', '办法29');
    given(commissioned())
      .when('AppointInspectors', { team: [{ id: 'a' }, { id: 'b', uscc: '12620000438012348J' }] })
      .then('InspectorsAppointed');
  });

  test('a new team takes the place of the one before, until the verdict', () => {
    const team = [{ id: 'expert-4' }, { id: 'expert-5' }];
    given(...REACHED['verification-due'])
      .when('AppointInspectors', { team })
      .then('InspectorsAppointed');
    given(...REACHED['verification-closed'])
      .when('AppointInspectors', { team })
      .thenRejected('wrong-state');
  });
});

describe('ConcludeVerification', () => {
  test('评审准则19: 属实 closes it, signed by the inspectors (许可法61)', () => {
    const { state, then } = given(...REACHED['verification-due']).when('ConcludeVerification', { verdict: '属实' });
    then({ type: 'VerificationConcluded', data: { verdict: '属实', inspectors: TEAM } });
    expect(state.status).toBe('verification-closed');
    expect(clocksOf(state, '2026-03-12')).toMatchObject({ T51: { state: 'met', ended: '2026-03-11' } });
  });

  test('评审准则18, 19: 基本属实 is rectified within T53', () => {
    const { state, then } = given(...REACHED['verification-due']).when('ConcludeVerification', {
      ...{ verdict: '基本属实', findings: '溯源证书过期', items: ['设备溯源'] },
    });
    then('VerificationConcluded', {
      type: 'VerificationRectificationOrdered',
      data: { items: ['设备溯源'], withinWorkingDays: 30 },
    });
    // Thirty after 11 March: 12, 13 (2), 16–20 (7), 23–27 (12), 30–3 April (17), 7–10 (21; the 6th is off), 13–17 (26), 20–23.
    expect(clocksOf(state, '2026-03-12')).toMatchObject({ T53: { started: '2026-03-11', due: '2026-04-23', state: 'running' } });
  });

  test('严重不实 leads to a proposed revocation, of the items at fault or of the whole', () => {
    const verdict = { verdict: '严重不实', findings: '设备不具备' } as const;
    given(...REACHED['verification-due'])
      .when('ConcludeVerification', verdict)
      .then('VerificationConcluded', {
        type: 'RevocationProposed',
        data: { scope: 'whole', reasons: ['设备不具备'], fraud: false, inspectors: ['expert-1', 'expert-2'] },
      });
    given(...REACHED['verification-due'])
      .when('ConcludeVerification', { ...verdict, items: ['水质'], fraud: true })
      .then('VerificationConcluded', { type: 'RevocationProposed', data: { scope: 'items', items: ['水质'], fraud: true } });
  });

  test('许可法61: facts and items are named, the time is within the limit', () => {
    const due = given(...REACHED['verification-due']);
    for (const findings of [{}, { findings: ' ' }])
      due.when('ConcludeVerification', { verdict: '严重不实', ...findings }).thenRejected('findings-missing', '许可法61');
    for (const items of [{}, { items: [] }, { items: [' '] }])
      due
        .when('ConcludeVerification', { verdict: '基本属实', findings: '甲', ...items })
        .thenRejected('rectification-items-missing', '评审准则19');
    for (const withinWorkingDays of [0, 31, 1.5])
      due
        .when('ConcludeVerification', { verdict: '基本属实', findings: '甲', items: ['乙'], withinWorkingDays })
        .thenRejected('rectification-too-long', '评审准则19');
  });

  test('only by an inspector; where nobody was appointed the record names who inspected', () => {
    const due = given(...REACHED['verification-due']);
    due.when('ConcludeVerification', { verdict: '属实' }, { by: colleague }).thenRejected('not-an-inspector', '许可法61');
    const bare = given(commissioned());
    bare.when('ConcludeVerification', { verdict: '属实' }).thenRejected('inspectors-missing', '许可法34', '许可法61');
    bare.when('ConcludeVerification', { verdict: '属实', inspectors: TEAM }).then('VerificationConcluded');
    bare.when('ConcludeVerification', { verdict: '属实', inspectors: [{ id: 'expert-1' }] }).thenRejected('inspectors-too-few');
    bare.when('ConcludeVerification', { verdict: '属实', inspectors: TEAM }, { by: colleague }).thenRejected('not-an-inspector');
    // Those who were appointed, not those whom the record names.
    due
      .when('ConcludeVerification', { verdict: '属实', inspectors: [colleague, { id: 'b' }] }, { by: colleague })
      .thenRejected('not-an-inspector');
  });
});

describe('the rectification', () => {
  test('handed in, checked, closed', () => {
    const { state, then } = given(...REACHED['verification-rectification']).when('SubmitVerificationRectification', {
      note: '甲',
    });
    then({ type: 'VerificationRectificationSubmitted', data: { note: '甲' } });
    expect(clocksOf(state, '2026-03-12')).toMatchObject({ T53: { state: 'met', ended: '2026-03-11' } });
    const closed = given(...REACHED['verification-check']).when(
      'CheckVerificationRectification',
      { passed: true },
      { at: '2026-03-17' },
    );
    closed.then('VerificationRectificationChecked');
    expect(closed.state.status).toBe('verification-closed');
  });

  test('others take over the check of a rectification, with the reason; whoever inspected stays on record', () => {
    const team = [{ id: 'expert-3' }, { id: 'expert-4' }];
    const appoint = (reason?: string) =>
      given(...REACHED['verification-check']).when(
        'AppointInspectors',
        { team, ...(reason === undefined ? {} : { reason }) },
        { at: '2026-03-16', by: clerk },
      );
    appoint().thenRejected('inspectors-reason-missing', '许可法61');
    appoint(' ').thenRejected('inspectors-reason-missing');
    const taken = appoint('核查人员调离');
    taken.then({ type: 'InspectorsAppointed', data: { team, reason: '核查人员调离' } });
    const events = taken.facts.map((event) => ({
      ...event,
      recordedAt: time('2026-03-16'),
      effectiveAt: time('2026-03-16'),
      actor: clerk,
    }));
    given(...REACHED['verification-check'], ...events)
      .when('CheckVerificationRectification', { passed: false, findings: '仍未溯源' }, { at: '2026-03-17', by: colleague })
      .then('VerificationRectificationChecked', {
        type: 'RevocationProposed',
        data: { inspectors: ['expert-3', 'expert-4', 'expert-1', 'expert-2'] },
      });
  });

  test('评审准则19: what does not pass leads to a proposed revocation', () => {
    const { state, then } = given(...REACHED['verification-check']).when(
      'CheckVerificationRectification',
      { passed: false, findings: '仍未溯源' },
      { at: '2026-03-17' },
    );
    then('VerificationRectificationChecked', {
      type: 'RevocationProposed',
      data: { scope: 'whole', reasons: ['仍未溯源'], verdict: '基本属实', fraud: false },
    });
    expect(state).toMatchObject({ status: 'revocation-proposed', proposal: { scope: 'whole' } });
    expect(state).not.toHaveProperty('proposal.items');
    given(...REACHED['verification-check'])
      .when('CheckVerificationRectification', { passed: true }, { at: '2026-03-17', by: colleague })
      .thenRejected('not-an-inspector');
  });

  test('评审准则19: of the items of the certificate that the inspectors name; with the facts (许可法61)', () => {
    const check = (data: object) =>
      given(...REACHED['verification-check']).when(
        'CheckVerificationRectification',
        { passed: false, ...data },
        { at: '2026-03-17' },
      );
    check({ findings: '仍未溯源', items: ['水质'] }).then('VerificationRectificationChecked', {
      type: 'RevocationProposed',
      data: { scope: 'items', items: ['水质'], reasons: ['仍未溯源'] },
    });
    check({}).thenRejected('findings-missing', '许可法61', '评审准则19');
    check({ findings: ' ' }).thenRejected('findings-missing');
  });

  test('评审准则19: overdue, the law acts before anybody else does', () => {
    // Ten after 10 March end on the 24th.
    const late = given(...REACHED['verification-rectification']);
    late.when('SubmitVerificationRectification', {}, { at: '2026-03-24T23:59:59' }).then('VerificationRectificationSubmitted');
    late.when('SubmitVerificationRectification', {}, { at: '2026-03-25T00:00:00' }).thenRejected('wrong-state');
    const { state, then } = late.when('ExpireInspectionLimit', { limit: 'T53', run: 1, version: 1 }, { at: '2026-03-26' });
    then({
      type: 'RevocationProposed',
      data: { limit: 'T53', run: 1, due: '2026-03-24', scope: 'whole', reasons: ['逾期未整改：设备溯源'] },
      effectiveAt: time('2026-03-25T00:00:00'),
    });
    expect(state.status).toBe('revocation-proposed');
    expect(clocksOf(state, '2026-03-27')).toMatchObject({ T53: { state: 'breached', ended: '2026-03-24' } });
  });

  test('is the business of its body alone', () => {
    given(...REACHED['verification-rectification'])
      .when('SubmitVerificationRectification', {}, { by: stranger })
      .thenRejected('inspection-not-found');
  });
});

test('T51 overrun: a breach, and nothing more; the verdict still counts', () => {
  const due = given(...REACHED['verification-due']);
  const overrun = due.when('ExpireInspectionLimit', { limit: 'T51', run: 1, version: 1 }, { at: '2026-06-05T00:00:00' });
  overrun.then({ type: 'TimeLimitBreached', data: { limit: 'T51', run: 1, due: '2026-06-04' } });
  expect(overrun.state.status).toBe('verification-due');
  due.when('ExpireInspectionLimit', { limit: 'T51', run: 1, version: 1 }, { at: '2026-06-04T23:59:59' }).then();
  const { state, then } = due.when('ConcludeVerification', { verdict: '属实' }, { at: '2026-06-08' });
  then('TimeLimitBreached', 'VerificationConcluded');
  expect(clocksOf(state, '2026-06-09')).toMatchObject({ T51: { state: 'breached', ended: '2026-06-08' } });
});

describe.each(INSPECTION_STATUSES.filter((status) => status !== 'none'))('in the status %s', (status) => {
  const state = fold(REACHED[status]);

  test.each(NAMES)('%s is possible, or is turned down as the table says', (name) => {
    const { in: statuses, by } = inspectionCommands[name];
    for (const role of ROLES) {
      const actor = role === byDefault(name).role ? byDefault(name) : { id: `some ${role}`, role, uscc: USCC };
      const decision = decider.decide({ type: name, data: PAYLOADS[name] } as never, state, { now: time('2026-03-17'), actor });
      const code = isRejection(decision) ? decision.code : undefined;
      if (!by.includes(role)) expect(code).toBe('wrong-role');
      else if (!statuses.includes(status)) expect(code).toBe('wrong-state');
      else if (actor === byDefault(name)) expect(code).toBeUndefined();
    }
  });

  test('offers what is possible', () => {
    for (const actor of [applicant, clerk, inspector]) {
      const offered = permittedInInspection(state, actor, law);
      const possible = NAMES.filter((name) => {
        const { in: statuses, by } = inspectionCommands[name];
        return statuses.includes(status) && by.includes(actor.role) && !by.includes('engine');
      });
      expect(offered).toEqual(possible);
    }
    expect(permittedInInspection(state, stranger, law)).toEqual([]);
    expect(permittedInInspection(state, colleague, law)).toEqual([]);
  });
});

test('a fact is never refused, and one without a beginning says nothing', () => {
  expect(fold(REACHED['verification-closed'].slice(1))).toEqual({ status: 'none' });
});
