import { localDate, type Dated } from '#kernel';
import { dayLedger } from '#law';
import { PAYLOADS, received, renewal, submission } from '../cases.testing.js';
import {
  applicant,
  clerk,
  clocksOf,
  decider,
  decisionMaker,
  given,
  head,
  law,
  on,
  openCase,
  time,
  USCC,
} from '../given.testing.js';
import { commitmentText, custodyAfter, permitted, type CaseEvent, type CaseEvents, type CaseState } from '../index.js';

const PROCEDURE = { procedure: 'COMMITMENT' } as const;
const signature = PAYLOADS.SignCommitment;
const signed: CaseEvents['CommitmentSigned'] = { uscc: USCC, edition: '2019', text: '承诺', ...signature };
const applied = [received(PROCEDURE)];
const told = [...applied, on('2026-03-02', 'CommitmentTermsTold', { edition: '2019', terms: [] }, applicant)];
const ready = [...told, on('2026-03-02', 'CommitmentSigned', signed, applicant)];

describe('an application on a commitment', () => {
  test('is told the five points once, together with the receipt (告知承诺实施办法)', () => {
    const outcome = given().when('SubmitApplication', submission(PROCEDURE), { at: '2026-03-02' });
    outcome.then('ApplicationReceived', { type: 'CommitmentTermsTold', data: { edition: '2019' } });
    const terms = outcome.events.flatMap(({ type, data }) => (type === 'CommitmentTermsTold' ? data.terms : []));
    expect(terms).toHaveLength(5);
    expect(terms[2]).toContain('典型检验检测报告');
    expect(terms.join('')).not.toContain('{');
  });

  test('one of the general procedure is told nothing', () => {
    given().when('SubmitApplication', submission(), { at: '2026-03-02' }).then('ApplicationReceived');
  });

  test('is accepted without a review, and silence brings it no further than to the decision (许可法32(四))', () => {
    const outcome = given(...told).when('ExpireTimeLimit', PAYLOADS.ExpireTimeLimit, { at: '2026-03-10T00:00:00' });
    outcome.then({ type: 'ApplicationDeemedAccepted', data: { reviewForm: 'NONE' }, effectiveAt: time('2026-03-02') });
    expect(outcome.state.status).toBe('awaiting-decision');
    const later = given(...outcome.events).when('ExpireTimeLimit', PAYLOADS.ExpireTimeLimit, { at: '2027-03-10T00:00:00' });
    later.then();
    const late = given(...outcome.events).when('SignCommitment', signature, { at: '2026-03-11' });
    late.then('CommitmentSigned');
    given(...late.events)
      .when('AcceptSelfDeclaration', {}, { at: '2026-03-11T15:00:00' })
      .then('SelfDeclarationAccepted', 'QualificationGranted');
    given(...outcome.events)
      .when('RefuseQualification', { reasons: ['未作承诺'] }, { at: '2026-03-11' })
      .then('QualificationRefused');
  });

  test('is not accepted at the window before it is signed (告知承诺实施办法)', () => {
    given(...told)
      .when('AcceptApplication', {}, { at: '2026-03-03' })
      .thenRejected('commitment-not-signed', '告知承诺实施办法');
    given(...ready)
      .when('AcceptApplication', {}, { at: '2026-03-02T15:00:00' })
      .then({ type: 'ApplicationAccepted', data: { reviewForm: 'NONE' } });
  });
});

describe('SignCommitment', () => {
  const sign = (data: object = {}) => given(...told).when('SignCommitment', { ...signature, ...data }, { at: '2026-03-02' });

  test('stores the six points as the body signs them, with their hash and the signatory (告知承诺实施办法, 电子签名法13)', () => {
    const outcome = sign({ title: '法定代表人' });
    const policy = law.policies.byLabel('CMA-2021/2+REV-2023/2');
    const text = commitmentText(outcome.file, policy);
    outcome.then({
      type: 'CommitmentSigned',
      data: { uscc: USCC, text, sha256: signature.sha256, signatory: '张三（虚构）', title: '法定代表人', edition: '2019' },
    });
    expect(text.split('\n')).toHaveLength(7);
    expect(text).toContain('示例检测有限公司（虚构）（统一社会信用代码：91620102MA7ABCD12B）');
    expect(outcome.file.commitment).toEqual({
      sha256: signature.sha256,
      signatory: '张三（虚构）',
      title: '法定代表人',
      signedAt: time('2026-03-02'),
      body: '示例检测有限公司（虚构）',
    });
  });

  test('starts the limit of the decision on the spot: that day, on a day off the next working day (告知承诺实施办法10)', () => {
    expect(clocksOf(sign().state, '2026-03-02')).toMatchObject({ T50: { started: '2026-03-02', due: '2026-03-02' } });
    // Friday 2026-04-03, then a weekend and Tomb-Sweeping Day: Tuesday.
    const weekend = given(received(PROCEDURE, '2026-04-03')).when('SignCommitment', signature, { at: '2026-04-04' });
    expect(clocksOf(weekend.state, '2026-04-04')).toMatchObject({ T50: { started: '2026-04-04', due: '2026-04-07' } });
  });

  test('by somebody with a name (告知承诺实施办法)', () => {
    sign({ signatory: '\u3000' }).thenRejected('signatory-missing', '告知承诺实施办法');
  });

  test('the same signature once more changes nothing; another one is turned down, and told who signed (告知承诺实施办法)', () => {
    const first = sign({ title: '法定代表人' });
    const again = (data: object) =>
      given(...first.events).when('SignCommitment', { ...signature, ...data }, { at: '2026-03-02T15:00:00' });
    again({ title: '法定代表人' }).then();
    again({}).then();
    for (const data of [{ signatory: '李四' }, { title: '总经理' }]) {
      again(data).thenRejected('commitment-already-signed', '告知承诺实施办法');
      expect(again(data).decision).toMatchObject({
        zh: '告知承诺书已由张三（虚构）（法定代表人）于 2026-03-02 签署，不能另行签署',
        allowed: ['张三（虚构）'],
      });
    }
  });

  test('not in the general procedure', () => {
    given(received()).when('SignCommitment', signature, { at: '2026-03-02' }).thenRejected('not-for-this-procedure', '办法12');
  });
});

describe('a commitment that is not signed', () => {
  const notice = (...materials: readonly string[]) =>
    on('2026-03-03', 'CorrectionRequested', {
      items: materials.map((material) => ({ material, reason: '缺' })),
      respondWithinWorkingDays: 10,
    });
  const ledgerOf = ({ events, state }: { events: readonly Dated<CaseEvent>[]; state: CaseState }, until: string) => {
    const { file } = openCase(state);
    const policy = law.policies.byLabel(file.policy);
    return dayLedger(events, file.clocks, policy, law.calendar, custodyAfter, localDate(until));
  };

  test('is a gap that the window tells; the signature answers the notice (许可法32(四))', () => {
    const asked = given(...told).when(
      'RequestCorrection',
      { items: [{ material: 'M14', reason: '未签署' }], respondWithinWorkingDays: 5 },
      { at: '2026-03-03' },
    );
    asked.then('CorrectionRequested');
    const outcome = given(...asked.events).when('SignCommitment', signature, { at: '2026-03-05' });
    outcome.then('CommitmentSigned', {
      type: 'CorrectionSupplied',
      data: { items: [{ material: 'M14', sha256: signature.sha256 }] },
    });
    expect(outcome.state.status).toBe('received');
    expect(clocksOf(outcome.state, '2026-03-06')).toMatchObject({
      T03: { state: 'met', ended: '2026-03-05' },
      T04: { state: 'running', started: '2026-03-05' },
      T50: { state: 'running', started: '2026-03-05', due: '2026-03-05' },
    });
  });

  test('may be signed before the other gaps are filled: the decision on the spot waits for complete papers (告知承诺实施办法10)', () => {
    const early = given(...told, notice('M10', 'M14')).when('SignCommitment', signature, { at: '2026-03-04' });
    early.then('CommitmentSigned');
    expect(early.state.status).toBe('awaiting-correction');
    expect(clocksOf(early.state, '2026-03-06')).toMatchObject({ T50: { state: 'stopped', due: null } });
    const outcome = given(...early.events).when('SupplyCorrection', { items: [{ material: 'M10' }] }, { at: '2026-03-09' });
    outcome.then('CorrectionSupplied');
    expect(clocksOf(outcome.state, '2026-03-09')).toMatchObject({ T50: { state: 'running', due: '2026-03-09', counted: 0 } });
  });

  test('the other gaps alone do not answer a notice that asks for it', () => {
    given(...told, notice('M10', 'M14'))
      .when('SupplyCorrection', { items: [{ material: 'M10' }] }, { at: '2026-03-04' })
      .thenRejected('correction-incomplete', '许可法32(五)');
  });

  test('leaves the days of the window with the window, and those after its silence with the applicant (许可法32(四), 办法12)', () => {
    const silence = given(...told).when('ExpireTimeLimit', PAYLOADS.ExpireTimeLimit, { at: '2026-03-10T00:00:00' });
    // 2 to 9 March the window's, one weekend; from the 10th on nothing is late, for there is nothing to decide on.
    expect(ledgerOf(silence, '2026-03-13')).toMatchObject({ authority: 6, law: 2, applicant: 4 });
    expect(ledgerOf(silence, '2026-03-13')?.days.at(-1)).toMatchObject({ owner: 'applicant', why: 'awaiting-commitment' });
    expect(Object.keys(clocksOf(silence.state, '2026-03-13'))).toEqual(['T01']);
    const late = given(...silence.events).when('SignCommitment', signature, { at: '2026-03-12' });
    expect(ledgerOf(late, '2026-03-13')?.days.at(-1)).toMatchObject({ owner: 'authority', counted: true, limit: 'T50' });
  });

  test('is refused where the applicant does not sign, even then (许可法38)', () => {
    const silence = given(...told).when('ExpireTimeLimit', PAYLOADS.ExpireTimeLimit, { at: '2026-03-10T00:00:00' });
    expect(permitted(silence.state, decisionMaker, law)).toContain('RefuseQualification');
    expect(permitted(silence.state, applicant, law)).toContain('SignCommitment');
  });
});

describe('WithdrawCommitment', () => {
  test('before the decision, with a reason: withdrawn, and on record with the body (办法12)', () => {
    const outcome = given(...ready).when('WithdrawCommitment', { reason: '场所尚在装修' }, { at: '2026-03-02T15:00:00' });
    outcome.then({ type: 'CommitmentWithdrawn', data: { uscc: USCC, reason: '场所尚在装修' } });
    expect(outcome.state).toMatchObject({ status: 'withdrawn', deemed: false });
  });

  test('without a reason it is not (办法12), whichever button is used', () => {
    given(...ready)
      .when('WithdrawCommitment', { reason: ' ' }, { at: '2026-03-02T15:00:00' })
      .thenRejected('fair-reason-missing', '办法12');
    given(...ready)
      .when('WithdrawApplication', {}, { at: '2026-03-02T15:00:00' })
      .thenRejected('fair-reason-missing', '办法12');
    given(...ready)
      .when('WithdrawApplication', { reason: '另行申请' }, { at: '2026-03-02T15:00:00' })
      .then({ type: 'CommitmentWithdrawn', data: { reason: '另行申请' } });
  });

  test('not after the decision, and not in the general procedure', () => {
    const { events } = given(...ready).when('AcceptSelfDeclaration', {}, { at: '2026-03-02T15:00:00' });
    given(...events)
      .when('WithdrawCommitment', { reason: '晚了' }, { at: '2026-03-02T16:00:00' })
      .thenRejected('wrong-state');
    given(received()).when('WithdrawCommitment', { reason: '甲' }, { at: '2026-03-02' }).thenRejected('not-for-this-procedure');
  });
});

describe('AcceptSelfDeclaration', () => {
  const at = '2026-03-02T15:00:00';

  test('accepts and grants on the spot, in one commit (办法12, 告知承诺实施办法10)', () => {
    const outcome = given(...ready).when('AcceptSelfDeclaration', { note: '当场准予' }, { at });
    outcome.then(
      { type: 'ApplicationAccepted', data: { reviewForm: 'NONE' } },
      {
        type: 'SelfDeclarationAccepted',
        data: {
          kind: 'INITIAL',
          institution: { uscc: USCC, name: '示例检测有限公司（虚构）' },
          commitmentSha256: signature.sha256,
          mandatoryStandards: false,
        },
      },
      {
        type: 'QualificationGranted',
        data: { note: '当场准予', certificate: { action: 'issue', issuedOn: localDate('2026-03-02') } },
      },
    );
    expect(outcome.state).toMatchObject({ status: 'granted', deemed: false });
    expect(clocksOf(outcome.state, '2026-03-03')).toMatchObject({
      T01: { state: 'met', counted: 0 },
      T50: { state: 'met', counted: 0 },
      T31: { state: 'running', due: '2026-03-11' },
    });
    expect(Object.keys(clocksOf(outcome.state, '2026-03-03'))).toEqual(['T01', 'T50', 'T31']);
  });

  test('the day after it is late, and done all the same', () => {
    given(...ready)
      .when('AcceptSelfDeclaration', {}, { at: '2026-03-03' })
      .then(
        { type: 'TimeLimitBreached', data: { limit: 'T50', due: localDate('2026-03-02') } },
        'ApplicationAccepted',
        'SelfDeclarationAccepted',
        'QualificationGranted',
      );
  });

  test('mandatory standards: as the application says, unless the decision says otherwise', () => {
    const tied = [received({ ...PROCEDURE, mandatoryStandards: true }), ...ready.slice(1)];
    const of = (data: object, events = tied) =>
      given(...events)
        .when('AcceptSelfDeclaration', data, { at })
        .events.find(({ type }) => type === 'SelfDeclarationAccepted')?.data;
    expect(of({})).toMatchObject({ mandatoryStandards: true });
    expect(of({ mandatoryStandards: false })).toMatchObject({ mandatoryStandards: false });
    expect(of({ mandatoryStandards: true }, ready)).toMatchObject({ mandatoryStandards: true });
  });

  test('a renewal prolongs, a body that moves keeps its certificate', () => {
    const renewed = [received(renewal('2026-12-31', PROCEDURE)), ...ready.slice(1)];
    given(...renewed)
      .when('AcceptSelfDeclaration', {}, { at, by: head })
      .then('ApplicationAccepted', 'SelfDeclarationAccepted', {
        type: 'QualificationGranted',
        data: { certificate: { action: 'renew', validTo: '2032-12-31' } },
      });
  });

  test('not unsigned (告知承诺实施办法), not in the general procedure (办法12), not on incomplete papers (许可法31)', () => {
    given(...told)
      .when('AcceptSelfDeclaration', {}, { at })
      .thenRejected('commitment-not-signed', '办法12');
    given(received()).when('AcceptSelfDeclaration', {}, { at }).thenRejected('not-for-this-procedure', '办法12');
    given(received({ ...PROCEDURE, materials: [] }), ...ready.slice(1))
      .when('AcceptSelfDeclaration', {}, { at })
      .thenRejected('materials-missing', '许可法31');
  });

  test('not for a body that may not use the procedure (办法12)', () => {
    const standing = { ...submission().standing, commitmentBarred: 'withdrawn-commitment' } as const;
    given(received({ ...PROCEDURE, standing }), ...ready.slice(1))
      .when('AcceptSelfDeclaration', {}, { at })
      .thenRejected('commitment-not-eligible', '办法12');
  });

  test('only by somebody else than the applicant (许可法34), and never by granting as if it had been reviewed', () => {
    given(...ready)
      .when('AcceptSelfDeclaration', {}, { at, by: { id: applicant.id, role: 'head' } })
      .thenRejected('four-eyes', '许可法34');
    const accepted = [...ready, on('2026-03-02', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk)];
    given(...accepted)
      .when('GrantQualification', {}, { at, by: decisionMaker })
      .thenRejected('not-for-this-procedure', '办法12');
    given(...accepted)
      .when('AcceptSelfDeclaration', {}, { at })
      .then('SelfDeclarationAccepted', 'QualificationGranted');
    expect(decider.commands).toContain('AcceptSelfDeclaration');
  });
});
