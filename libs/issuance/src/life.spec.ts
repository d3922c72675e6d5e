import { ENGINE, instant, isRejection, localDate, ROLES, type Actor, type Dated, type Fact, type Instant } from '#kernel';
import { viewClocks } from '#time-limits';
import { law } from '../../case/src/given.testing.js';
import {
  certificateCommands,
  certificateDecider,
  statusOn,
  type Certificate,
  type CertificateCommand,
  type CertificateCommandName,
  type CertificateCommands,
  type CertificateEvent,
  type CertificateEventName,
  type CertificateEvents,
  type CertificateState,
} from './index.js';

const decider = certificateDecider(law);
const number = '202820340001';
const holder = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）' };
const POLICY = 'CMA-2021/2+REV-2023/2';
const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: holder.uscc };
const supervisor: Actor = { id: 'supervisor', role: 'supervisor' };
const decisionMaker: Actor = { id: 'decision-maker', role: 'decision-maker' };
const head: Actor = { id: 'head', role: 'head' };

const time = (text: string): Instant => instant(text.includes('T') ? `${text}+08:00` : `${text}T10:00:00+08:00`);
const on = <T extends CertificateEventName>(
  day: string,
  type: T,
  data: CertificateEvents[T],
  by = ENGINE,
): Dated<CertificateEvent> =>
  ({ type, data, recordedAt: time(day), effectiveAt: time(day), actor: by }) as unknown as Dated<CertificateEvent>;
const dated = (event: Fact<CertificateEvent>, now: Instant, actor: Actor): Dated<CertificateEvent> => ({
  ...event,
  recordedAt: now,
  effectiveAt: event.effectiveAt ?? now,
  actor: event.actor ?? actor,
});
const fold = (events: readonly Dated<CertificateEvent>[]): CertificateState =>
  events.reduce<CertificateState>(decider.evolve, decider.initial);

const registered = on('2020-12-31', 'CertificateRegistered', {
  ...{ number, holder, field: '20', issuedOn: localDate('2020-12-31'), validTo: localDate('2026-12-31') },
});
const openedOn = (proposal: Pick<CertificateEvents['RevocationOpened'], 'scope' | 'items' | 'fraud'>) =>
  on(
    '2026-03-02',
    'RevocationOpened',
    {
      ...{ ground: 'false-commitment', source: 'inspection-c1', reasons: ['设备不具备'], ...proposal },
      ...{ caseId: 'c1', inspectors: ['expert-1', 'expert-2'], number, policy: POLICY, calendar: law.calendar.version },
    },
    ENGINE,
  );
const opened = openedOn({ scope: 'whole', fraud: false });
const statement = on('2026-03-04', 'StatementRecorded', { statement: '已购置设备' }, applicant);

type Expected =
  CertificateEventName | { readonly type: CertificateEventName; readonly data?: object; readonly effectiveAt?: Instant };
const given = (...events: readonly Dated<CertificateEvent>[]) => ({
  when: <T extends CertificateCommandName>(type: T, data: CertificateCommands[T], by: Actor, at: string) => {
    const command = { type, data } as CertificateCommand;
    const decision = decider.decide(command, fold(events), { now: time(at), actor: by });
    const facts = isRejection(decision) ? [] : decision;
    const state = fold([...events, ...facts.map((event) => dated(event, time(at), by))]) as Certificate;
    return {
      state,
      then: (...expected: readonly Expected[]): void => {
        expect(isRejection(decision) ? decision.code : undefined).toBeUndefined();
        expect(facts).toMatchObject(expected.map((one) => (typeof one === 'string' ? { type: one } : one)));
        expect(facts).toHaveLength(expected.length);
        const again = decider.decide(command, state, { now: time(at), actor: by });
        expect(isRejection(again) || again.length === 0).toBe(true);
      },
      thenRejected: (code: string, ...basis: readonly string[]): void => {
        expect(isRejection(decision) ? decision.code : facts).toBe(code);
        if (isRejection(decision)) expect(decision.basis).toEqual(expect.arrayContaining([...basis]));
      },
    };
  },
});
const clocksOf = ({ investigations }: Certificate, asOf: string) =>
  Object.fromEntries(
    viewClocks(investigations?.clocks ?? [], law.policies.byLabel(POLICY), law.calendar, time(asOf)).map((view) => [
      view.run === 1 ? view.limit : `${view.limit}/${view.run}`,
      view,
    ]),
  );
const alarm = { limit: 'T42', run: 1, version: 1 };

describe('the end of the term', () => {
  test('办法13: at 24:00 of the last day, once, and then cancelled (办法31)', () => {
    given(registered).when('ExpireCertificateLimit', alarm, ENGINE, '2026-12-31T23:59:59').then();
    const { state, then } = given(registered).when('ExpireCertificateLimit', alarm, ENGINE, '2027-01-01T00:00:00');
    then({ type: 'CertificateExpired', data: { number, uscc: holder.uscc }, effectiveAt: time('2027-01-01T00:00:00') });
    expect(state.status).toBe('EXPIRED');

    const expired = on('2027-01-01', 'CertificateExpired', { number, uscc: holder.uscc, validTo: localDate('2026-12-31') });
    const cancelled = given(registered, expired).when('CancelCertificate', { number, ground: 'expired' }, ENGINE, '2027-01-01');
    cancelled.then('CertificateCancelled');
    expect(cancelled.state).toMatchObject({ status: 'CANCELLED', cancelled: { on: '2027-01-01', ground: 'expired' } });
  });

  test('许可法50: not while a renewal is open', () => {
    given(registered)
      .when('ExpireCertificateLimit', { ...alarm, openRenewal: 'c2' }, ENGINE, '2027-01-01T00:00:00')
      .then();
    // The public is told by the day all the same.
    const state = fold([registered]) as Certificate;
    expect([statusOn(state, localDate('2026-12-31')), statusOn(state, localDate('2027-01-01'))]).toEqual(['VALID', 'EXPIRED']);
  });

  test('a late alarm dates the expiry back to the last day', () => {
    given(registered)
      .when('ExpireCertificateLimit', alarm, ENGINE, '2027-02-01')
      .then({ type: 'CertificateExpired', effectiveAt: time('2027-01-01T00:00:00') });
  });

  test('a renewal granted after it leaves a gap, and prevails over expiry and its cancellation', () => {
    const renewal = { number, caseId: 'c2', validTo: localDate('2032-12-31'), deemed: false, decidedOn: localDate('2027-01-12') };
    const expired = on('2027-01-01', 'CertificateExpired', { number, uscc: holder.uscc, validTo: localDate('2026-12-31') });
    const cancelled = on('2027-01-01', 'CertificateCancelled', { number, ground: 'expired' });
    for (const before of [[registered], [registered, expired], [registered, expired, cancelled]]) {
      const { state, then } = given(...before).when('RenewCertificate', renewal, ENGINE, '2027-01-13');
      then('CertificateRenewed');
      expect(state).toMatchObject({ status: 'VALID', validTo: '2032-12-31', gaps: [{ from: '2027-01-01', to: '2027-01-11' }] });
      expect(state.cancelled).toBeUndefined();
    }
    // What was renewed in the meantime is not cancelled for having expired.
    const renewed = on('2027-01-12', 'CertificateRenewed', renewal);
    given(registered, expired, renewed).when('CancelCertificate', { number, ground: 'expired' }, ENGINE, '2027-01-13').then();
  });

  test('in time, or deemed, it leaves none', () => {
    const renewal = { number, caseId: 'c2', validTo: localDate('2032-12-31') };
    for (const [deemed, decidedOn] of [
      [true, undefined],
      [false, localDate('2026-12-31')],
      [false, localDate('2027-01-01')],
    ] as const) {
      const data = { ...renewal, deemed, ...(decidedOn === undefined ? {} : { decidedOn }) };
      expect(given(registered).when('RenewCertificate', data, ENGINE, '2027-01-05').state.gaps).toBeUndefined();
    }
  });

  test('one that was cancelled on application, or revoked, is not renewed', () => {
    const renewal = { number, caseId: 'c2', validTo: localDate('2032-12-31'), deemed: false };
    const cancelled = on('2026-05-01', 'CertificateCancelled', { number, caseId: 'c3', ground: 'application' });
    given(registered, cancelled)
      .when('RenewCertificate', renewal, ENGINE, '2026-06-01')
      .thenRejected('certificate-not-alive', '办法31', '办法32');
  });
});

describe('an investigation', () => {
  test('程序暂行规定44, 45: sixty days for the decision, five for a statement', () => {
    const { state, then } = given(registered).when(
      'OpenRevocation',
      { ground: 'fraud', source: '甘市监核〔2026〕1号', fraud: true },
      supervisor,
      '2026-03-02',
    );
    then({ type: 'RevocationOpened', data: { number, policy: `${POLICY}+ENV-2025/1`, ground: 'fraud' } });
    expect(state.status).toBe('VALID');
    // T71: 3, 4, 5, 6, 9. T70: March 21 (3–6, 9–13, 16–20, 23–27, 30, 31), April 21 (42), May 18 with the 9th to the 28th: 60.
    expect(clocksOf(state, '2026-03-02')).toMatchObject({ T70: { due: '2026-05-28' }, T71: { due: '2026-03-09' } });
  });

  test('is opened once for one source; a second one waits', () => {
    const again = { ground: 'fraud', source: 'inspection-c1' } as const;
    given(registered, opened).when('OpenRevocation', again, ENGINE, '2026-03-03').then();
    given(registered, opened)
      .when('OpenRevocation', { ...again, source: '另案' }, supervisor, '2026-03-03')
      .thenRejected('revocation-open');
  });

  test('评审准则19: one into items names them', () => {
    const proposal = { ground: 'other-by-law', source: '监督检查', scope: 'items' } as const;
    for (const left of [proposal, { ...proposal, items: [] }])
      given(registered)
        .when('OpenRevocation', left, supervisor, '2026-03-02')
        .thenRejected('revoked-items-missing', '评审准则19');
    given(registered)
      .when('OpenRevocation', { ...proposal, items: ['水质'] }, supervisor, '2026-03-02')
      .then({ type: 'RevocationOpened', data: { scope: 'items', items: ['水质'] } });
  });

  test('程序暂行规定44, 45: a statement says something, and more time has a reason', () => {
    const { when } = given(registered, opened);
    when('RecordStatement', { statement: ' \n' }, applicant, '2026-03-04').thenRejected('statement-missing', '程序暂行规定44');
    when('ExtendRevocation', { reason: ' ' }, head, '2026-03-04').thenRejected('extension-reason-missing', '程序暂行规定45');
  });

  test('程序暂行规定44: the holder is heard; silence waives it', () => {
    const open = given(registered, opened);
    open.when('RecordStatement', { statement: '甲' }, applicant, '2026-03-09T23:59:59').then('StatementRecorded');
    open
      .when('RecordStatement', { statement: '甲' }, { ...applicant, uscc: '12620000438012348J' }, '2026-03-04')
      .thenRejected('certificate-not-found');
    open.when('RecordStatement', { statement: '甲' }, applicant, '2026-03-10T00:00:00').thenRejected('statement-given');
    const { state, then } = open.when(
      'ExpireCertificateLimit',
      { limit: 'T71', run: 1, version: 1 },
      ENGINE,
      '2026-03-10T00:00:00',
    );
    then({ type: 'StatementWaived', data: { limit: 'T71', run: 1, due: '2026-03-09' } });
    expect(clocksOf(state, '2026-03-11')).toMatchObject({ T71: { state: 'lapsed' }, T70: { state: 'running' } });
    given(registered, opened, statement)
      .when('RecordStatement', { statement: '乙' }, applicant, '2026-03-05')
      .thenRejected('statement-given');
  });

  test('程序暂行规定45: extended once, by the head; suspended for a hearing', () => {
    const { state, then } = given(registered, opened).when('ExtendRevocation', { reason: '案情复杂' }, head, '2026-03-03');
    then({ type: 'RevocationExtended', data: { byWorkingDays: 20 } });
    // T71 is over by the 29th of June; twenty more working days after 28 May: 29 (1), June 21 without the 19th: 26 June.
    expect(clocksOf(state, '2026-03-03')).toMatchObject({ T70: { extended: 20, due: '2026-06-26' } });
    const extended = on('2026-03-03', 'RevocationExtended', { reason: '甲', byWorkingDays: 20 }, head);
    given(registered, opened, extended)
      .when('ExtendRevocation', { reason: '乙' }, head, '2026-03-04')
      .thenRejected('already-extended');
    given(registered, opened).when('ExtendRevocation', { reason: '迟' }, head, '2026-05-29').thenRejected('nothing-to-extend');

    const suspended = on('2026-03-05', 'RevocationSuspended', { reason: '听证' }, supervisor);
    given(registered, opened).when('SuspendRevocation', { reason: '听证' }, supervisor, '2026-03-05').then('RevocationSuspended');
    given(registered, opened, suspended)
      .when('SuspendRevocation', { reason: '鉴定' }, supervisor, '2026-03-06')
      .thenRejected('revocation-suspended');
    given(registered, opened).when('ResumeRevocation', {}, supervisor, '2026-03-06').thenRejected('revocation-not-suspended');
    const resumed = given(registered, opened, suspended).when('ResumeRevocation', {}, supervisor, '2026-03-09');
    resumed.then('RevocationResumed');
    // 6 and 9 March do not count: 28 May and two more, 29 May and 1 June.
    expect(clocksOf(resumed.state, '2026-03-09')).toMatchObject({ T70: { stopped: 2, due: '2026-06-01' } });
  });

  test('an overrun is a breach; the decision still counts', () => {
    const { state, then } = given(registered, opened, statement).when(
      'RevokeCertificate',
      { scope: 'whole', publicSafety: false, reasons: ['甲'] },
      decisionMaker,
      '2026-06-01',
    );
    then({ type: 'TimeLimitBreached', data: { limit: 'T70', run: 1, due: '2026-05-28' } }, 'CertificateRevoked');
    expect(state.status).toBe('REVOKED');
    expect(clocksOf(state, '2026-06-02')).toMatchObject({ T70: { state: 'breached', ended: '2026-06-01' } });
  });
});

describe('the decision', () => {
  const heard = given(registered, opened, statement);
  const revoke = { scope: 'whole', publicSafety: false, reasons: ['承诺严重不实'] } as const;

  test('许可法79: after a false commitment it says whether public safety is at stake', () => {
    const answered = (publicSafety?: boolean) =>
      heard.when(
        'RevokeCertificate',
        { scope: 'whole', reasons: ['承诺严重不实'], ...(publicSafety === undefined ? {} : { publicSafety }) },
        decisionMaker,
        '2026-03-05',
      );
    answered().thenRejected('public-safety-unanswered', '许可法79');
    for (const publicSafety of [true, false]) answered(publicSafety).then({ type: 'CertificateRevoked', data: { publicSafety } });
  });

  test('许可法38, 69: with reasons and remedies; the whole certificate', () => {
    const { state, then } = heard.when('RevokeCertificate', revoke, decisionMaker, '2026-03-05');
    then({
      type: 'CertificateRevoked',
      data: {
        ...{ number, uscc: holder.uscc, ground: 'false-commitment', scope: 'whole', fraud: false, caseId: 'c1' },
        remedies: { reconsideration: expect.stringContaining('60'), litigation: expect.stringContaining('6') },
      },
    });
    expect(state).toMatchObject({ status: 'REVOKED', revoked: [{ on: '2026-03-05', scope: 'whole' }] });
    expect(state.investigations?.open).toBeUndefined();
    expect(clocksOf(state, '2026-03-06')).toMatchObject({ T70: { state: 'met' }, T71: { state: 'met' } });
    for (const reasons of [[], [' ', '']])
      heard
        .when('RevokeCertificate', { ...revoke, reasons }, decisionMaker, '2026-03-05')
        .thenRejected('reasons-missing', '许可法38');
  });

  test('评审准则19: or the items at fault; what is left lives on, is renewed and expires', () => {
    const { state } = heard.when('RevokeCertificate', { ...revoke, scope: 'items', items: ['水质'] }, head, '2026-03-05');
    expect(state).toMatchObject({ status: 'REVOKED_PARTIAL', revokedItems: ['水质'] });
    heard.when('RevokeCertificate', { ...revoke, scope: 'items' }, head, '2026-03-05').thenRejected('revoked-items-missing');
    const partial = on('2026-03-05', 'CertificateRevoked', {
      ...{ number, uscc: holder.uscc, holder: holder.name, ground: 'false-commitment', scope: 'items', items: ['水质'] },
      ...{ fraud: false, reasons: ['甲'], remedies: { reconsideration: '甲', litigation: '乙' } },
    });
    const renewal = { number, caseId: 'c2', validTo: localDate('2032-12-31'), deemed: false };
    expect(
      given(registered, opened, statement, partial).when('RenewCertificate', renewal, ENGINE, '2026-10-01').state,
    ).toMatchObject({
      ...{ status: 'REVOKED_PARTIAL', validTo: '2032-12-31' },
    });
    given(registered, opened, statement, partial)
      .when('ExpireCertificateLimit', alarm, ENGINE, '2027-01-01T00:00:00')
      .then('CertificateExpired');
  });

  test('程序暂行规定44: nothing beyond what the holder was told and heard on', () => {
    const decide = (proposal: Parameters<typeof openedOn>[0], data: object) =>
      given(registered, openedOn(proposal), statement).when('RevokeCertificate', { ...revoke, ...data }, head, '2026-03-05');
    const items = { scope: 'items', items: ['水质', '土壤'] } as const;
    decide(items, {}).thenRejected('beyond-proposal', '程序暂行规定44');
    decide(items, { scope: 'items', items: ['水质', '噪声'] }).thenRejected('beyond-proposal', '程序暂行规定44');
    decide(items, { scope: 'items', items: ['水质'] }).then('CertificateRevoked');
    decide({ scope: 'whole' }, { scope: 'items', items: ['噪声'] }).then('CertificateRevoked');
    decide(items, { ...items, fraud: true }).thenRejected('fraud-not-told', '程序暂行规定44', '办法32');
    decide({ ...items, fraud: true }, items).then({ type: 'CertificateRevoked', data: { fraud: true } });
    const fraud = on(
      '2026-03-02',
      'RevocationOpened',
      { ground: 'fraud', source: '甲', number, policy: POLICY, calendar: law.calendar.version },
      supervisor,
    );
    given(registered, fraud, statement)
      .when('RevokeCertificate', { ...revoke, fraud: true }, head, '2026-03-05')
      .then('CertificateRevoked');
  });

  test('程序暂行规定45: not while the investigation stands still', () => {
    const suspended = on('2026-03-05', 'RevocationSuspended', { reason: '鉴定' }, supervisor);
    given(registered, opened, statement, suspended)
      .when('RevokeCertificate', revoke, decisionMaker, '2026-03-06')
      .thenRejected('revocation-suspended', '程序暂行规定45');
    const resumed = on('2026-03-09', 'RevocationResumed', {}, supervisor);
    given(registered, opened, statement, suspended, resumed)
      .when('RevokeCertificate', revoke, decisionMaker, '2026-03-10')
      .then('CertificateRevoked');
  });

  test('程序暂行规定44: not before the holder was heard', () => {
    given(registered, opened)
      .when('RevokeCertificate', revoke, decisionMaker, '2026-03-05')
      .thenRejected('statement-awaited', '程序暂行规定44');
    given(registered, opened)
      .when('RevokeCertificate', revoke, decisionMaker, '2026-03-10')
      .then('StatementWaived', 'CertificateRevoked');
  });

  test('许可法34, 办法29: not by an inspector of the case, nor by whoever opened it', () => {
    for (const id of ['expert-1', 'expert-2', ENGINE.id])
      heard.when('RevokeCertificate', revoke, { ...decisionMaker, id }, '2026-03-05').thenRejected('four-eyes', '许可法34');
    const own = on(
      '2026-03-02',
      'RevocationOpened',
      { ground: 'fraud', source: '甲', number, policy: POLICY },
      { ...supervisor, id: 'both' },
    );
    given(registered, own, statement)
      .when('CloseRevocation', { reasons: ['甲'] }, { ...decisionMaker, id: 'both' }, '2026-03-05')
      .thenRejected('four-eyes');
  });

  test('or not to revoke, with reasons', () => {
    const { state, then } = heard.when('CloseRevocation', { reasons: ['事实不成立'] }, decisionMaker, '2026-03-05');
    then('RevocationClosed');
    expect(state.status).toBe('VALID');
    for (const reasons of [[], ['\u3000']])
      heard.when('CloseRevocation', { reasons }, decisionMaker, '2026-03-05').thenRejected('reasons-missing');
    const closed = on('2026-03-05', 'RevocationClosed', { reasons: ['甲'] }, decisionMaker);
    given(registered, opened, statement, closed)
      .when('RevokeCertificate', revoke, head, '2026-03-06')
      .thenRejected('no-revocation-open', '程序暂行规定44', '程序暂行规定45');
    const second = given(registered, opened, statement, closed).when(
      'OpenRevocation',
      { ground: 'fraud', source: '乙' },
      supervisor,
      '2026-04-01',
    );
    second.then('RevocationOpened');
    expect(Object.keys(clocksOf(second.state, '2026-04-01'))).toEqual(['T70', 'T71', 'T70/2', 'T71/2']);
  });

  test('办法32: fraud is revoked although the certificate has ended meanwhile', () => {
    const expired = on('2027-01-01', 'CertificateExpired', { number, uscc: holder.uscc, validTo: localDate('2026-12-31') });
    const cancelled = on('2027-01-01', 'CertificateCancelled', { number, ground: 'expired' });
    const told = openedOn({ scope: 'whole', fraud: true });
    const { state, then } = given(registered, expired, cancelled, told, statement).when(
      'RevokeCertificate',
      { ...revoke, fraud: true },
      decisionMaker,
      '2027-01-05',
    );
    then({ type: 'TimeLimitBreached' }, { type: 'CertificateRevoked', data: { fraud: true } });
    expect(state.status).toBe('REVOKED');
    const revoked = given(registered, opened, statement).when('RevokeCertificate', revoke, decisionMaker, '2026-03-05');
    expect(revoked.state.status).toBe('REVOKED');
  });
});

test.each<[string, object, readonly string[]]>([
  ['of the certificate alone', { ground: 'agency-error' }, ['CertificateCancelled', 'RevocationClosed']],
  ['of what was not put right', { ground: 'unrectified-commitment' }, ['CertificateCancelled', 'RevocationClosed']],
  ['of fraud', { ground: 'fraud' }, ['CertificateCancelled']],
  ['of a false commitment', { ground: 'false-commitment' }, ['CertificateCancelled']],
  ['on another ground, with fraud', { ground: 'other-by-law', fraud: true }, ['CertificateCancelled']],
])('许可法69, 70, 79; 评审准则19: an investigation %s when the certificate is cancelled', (_what, about, events) => {
  const investigated = on('2026-12-01', 'RevocationOpened', {
    ...{ number, source: '监督检查', policy: POLICY, calendar: law.calendar.version, ground: 'other-by-law' },
    ...about,
  });
  const expired = on('2027-01-01', 'CertificateExpired', { number, uscc: holder.uscc, validTo: localDate('2026-12-31') });
  const { state, then } = given(registered, investigated, expired).when(
    'CancelCertificate',
    { number, ground: 'expired' },
    ENGINE,
    '2027-01-01',
  );
  then('StatementWaived', ...(events as never[]));
  expect(clocksOf(state, '2027-01-05')['T70']?.state).toBe(events.length > 1 ? 'met' : 'running');
});

test('办法14: an older order renames nobody by the name of its receipt', () => {
  const amend = { number, caseId: 'c2', change: 'CHG_LEGAL_REP', holderName: '原名称', changes: { legalRepresentative: '张三' } };
  const { state } = given(registered).when('AmendCertificate', amend, ENGINE, '2026-03-02');
  expect(state.holder).toEqual(holder);
  expect(state.facts).toEqual({ legalRepresentative: '张三' });
});

test('办法14: several changes in one case; names, persons and signatories as they are now', () => {
  const changes = {
    ...{ name: '新名称', addressName: '兰州市', legalRepresentative: '张三', droppedItems: ['土壤'], other: '甲' },
    signatories: [
      { name: '王五', scope: '水质', action: 'add' },
      { name: '赵六', action: 'add' },
    ],
  } as const;
  const amend = { number, caseId: 'c2', change: 'CHG_NAME', alsoChanges: ['CHG_SIGNATORY'], changes };
  const { state, then } = given(registered).when('AmendCertificate', amend, ENGINE, '2026-03-02');
  then('CertificateAmended');
  expect(state.holder).toEqual({ ...holder, name: '新名称', address: '兰州市' });
  expect(state.facts).toEqual({
    ...{ legalRepresentative: '张三', droppedItems: ['土壤'] },
    signatories: [{ name: '王五', scope: '水质' }, { name: '赵六' }],
  });
  const next = {
    ...{ number, caseId: 'c3', change: 'CHG_SITE' },
    changes: {
      ...{ site: '兰州新区', standards: [{ from: 'GB 1', to: 'GB 1-2026' }], droppedItems: ['噪声'] },
      signatories: [{ name: '赵六', action: 'remove' }],
    },
  } as const;
  const after = given(registered, on('2026-03-02', 'CertificateAmended', amend)).when(
    'AmendCertificate',
    next,
    ENGINE,
    '2026-03-03',
  );
  expect(after.state).toMatchObject({
    holder: { name: '新名称', address: '兰州新区' },
    facts: { signatories: [{ name: '王五' }], droppedItems: ['土壤', '噪声'], standards: [{ to: 'GB 1-2026' }] },
  });
});

describe.each(Object.keys(certificateCommands) as CertificateCommandName[])('%s', (name) => {
  const { by, needs } = certificateCommands[name];
  const decide = (events: readonly Dated<CertificateEvent>[], actor: Actor) => {
    const command = { type: name, data: { reasons: [], statement: '', number } } as unknown as CertificateCommand;
    const decision = decider.decide(command, fold(events), { now: time('2026-03-03'), actor });
    return isRejection(decision) ? decision.code : undefined;
  };

  test(`is for ${by.join(', ')}`, () => {
    for (const role of ROLES) {
      const code = decide([registered, opened], { id: `some ${role}`, role, uscc: holder.uscc });
      expect(code === 'wrong-role').toBe(!by.includes(role));
    }
  });

  test(`needs: ${needs}`, () => {
    const actor: Actor = { id: 'x', role: by[0] ?? 'engine', uscc: holder.uscc };
    if (needs !== 'no-certificate') expect(decide([], actor)).toBe('certificate-not-found');
    if (needs === 'investigation') expect(decide([registered], actor)).toBe('no-revocation-open');
  });
});

test('办法32: what is opened for fraud is about fraud unless whoever opens says otherwise', () => {
  const open = { ground: 'fraud', source: '甘市监核〔2026〕1号' } as const;
  given(registered)
    .when('OpenRevocation', open, supervisor, '2026-03-02')
    .then({ type: 'RevocationOpened', data: { fraud: true } });
  given(registered)
    .when('OpenRevocation', { ...open, fraud: false }, supervisor, '2026-03-02')
    .then({ type: 'RevocationOpened', data: { fraud: false } });
});

describe('a certificate with rows', () => {
  const row = (name: string) => ({ category: '水', name, standard: 'GB/T 5750.4-2023' });
  const withRows = on('2020-12-31', 'CertificateRegistered', {
    ...{ number, holder, field: '20', issuedOn: localDate('2020-12-31'), validTo: localDate('2026-12-31') },
    scopeItems: [row('总硬度'), row('浑浊度')],
  });
  const decision = { scope: 'items', reasons: ['设备不具备'], publicSafety: false } as const;

  test('评审准则19: only what is on it is revoked, and is off the annex from then on', () => {
    const investigated = given(withRows, opened, statement);
    investigated
      .when('RevokeCertificate', { ...decision, items: ['水质'] }, decisionMaker, '2026-03-06')
      .thenRejected('item-not-on-certificate', '评审准则19');
    const revoked = investigated.when('RevokeCertificate', { ...decision, items: ['浑浊度'] }, decisionMaker, '2026-03-06');
    revoked.then({ type: 'CertificateRevoked', data: { items: ['2 水 浑浊度 GB/T 5750.4-2023'], rows: [2] } });
    expect(revoked.state).toMatchObject({ status: 'REVOKED_PARTIAL', annex: { rows: [{ row: 1, name: '总硬度' }], lastRow: 2 } });
  });

  test('评审准则19: a supervisor names what is on it; what inspectors proposed in their words is investigated', () => {
    const proposal = { ground: 'false-commitment', source: 'inspection-c2', scope: 'items', items: ['水质'] } as const;
    given(withRows)
      .when('OpenRevocation', proposal, supervisor, '2026-03-02')
      .thenRejected('item-not-on-certificate', '评审准则19');
    given(withRows).when('OpenRevocation', proposal, ENGINE, '2026-03-02').then('RevocationOpened');
  });

  test('办法13: a renewal keeps the annex; a change says what it did to it', () => {
    const renewal = { number, caseId: 'c2', validTo: localDate('2032-12-31'), deemed: false };
    expect(given(withRows).when('RenewCertificate', renewal, ENGINE, '2026-12-01').state.annex?.rows).toHaveLength(2);
    const changes = { droppedItems: ['总硬度', '已取消的项目'] };
    const amended = given(withRows).when(
      'AmendCertificate',
      { number, caseId: 'c3', change: 'CHG_DROP_ITEMS', changes },
      ENGINE,
      '2026-03-02',
    );
    amended.then({ type: 'CertificateAmended', data: { annex: { dropped: [1], unmatched: ['已取消的项目'] } } });
    expect(amended.state.annex).toEqual({ rows: [{ row: 2, ...row('浑浊度') }], lastRow: 2 });
  });

  test('办法15: an older one is registered with rows that can stand on a certificate', () => {
    const data = { ...withRows.data, scopeItems: [row('总硬度'), row('总硬度')] } as CertificateCommands['RegisterCertificate'];
    given().when('RegisterCertificate', data, ENGINE, '2026-03-02').thenRejected('scope-item-twice', '办法15');
  });
});
