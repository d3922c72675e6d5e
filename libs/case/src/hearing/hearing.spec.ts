import { ENGINE, localDate, type Dated } from '#kernel';
import { dayLedger } from '#law';
import { awaitingDecision, PAYLOADS, received, renewal, REACHED } from '../cases.testing.js';
import { applicant, clerk, clocksOf, decisionMaker, given, head, law, on, openCase, time, USCC } from '../given.testing.js';
import { custodyAfter, type CaseEvent } from '../index.js';

const matter = '涉及相邻单位重大利益';
const record = '各方陈述和质证，无新的证据。';
const told = [...awaitingDecision, on('2026-03-17', 'HearingRightTold', { matter, parties: ['邻居'] }, decisionMaker)];
const requested = [...told, on('2026-03-18', 'HearingRequested', { party: '邻居' }, clerk)];
const open = [...requested, on('2026-03-30', 'HearingOpened', { chair: 'officer-7', noticedOn: localDate('2026-03-19') }, head)];
const closed = [...open, on('2026-03-31', 'HearingClosed', { record }, head)];
const hold = { chair: 'officer-7', noticedOn: localDate('2026-03-19') };

describe('TellHearingRight', () => {
  test('starts the five working days to ask (许可法47)', () => {
    const outcome = given(...awaitingDecision).when('TellHearingRight', { matter, parties: ['邻居'] }, { at: '2026-03-17' });
    outcome.then({ type: 'HearingRightTold', data: { matter, parties: ['邻居'] } });
    expect(clocksOf(outcome.state, '2026-03-18')).toMatchObject({ T60: { due: '2026-03-24', party: 'applicant' } });
  });

  test('names the matter (许可法47)', () => {
    given(...told.slice(0, -1))
      .when('TellHearingRight', { matter: ' ' }, { at: '2026-03-17' })
      .thenRejected('hearing-matter-missing', '许可法47');
  });

  test('once', () => {
    given(...told)
      .when('TellHearingRight', { matter: '又一次' }, { at: '2026-03-18' })
      .then();
  });

  test('the decision waits until nobody asked in time (许可法47)', () => {
    given(...told)
      .when('GrantQualification', {}, { at: '2026-03-24' })
      .thenRejected('hearing-pending', '许可法47');
    given(...told)
      .when('RefuseQualification', { reasons: ['甲'] }, { at: '2026-03-24' })
      .thenRejected('hearing-pending', '许可法48');
    given(...told)
      .when('GrantQualification', {}, { at: '2026-03-25' })
      .then(
        { type: 'HearingWaived', data: { limit: 'T60', run: 1, due: localDate('2026-03-24') }, actor: ENGINE },
        'QualificationGranted',
      );
  });

  test('in the commitment procedure only over a commitment that is signed (告知承诺实施办法)', () => {
    const accepted = on('2026-03-05', 'ApplicationDeemedAccepted', {
      limit: 'T01',
      run: 1,
      due: localDate('2026-03-09'),
      reviewForm: 'NONE',
    });
    const commitment = given(received({ procedure: 'COMMITMENT' }), accepted);
    commitment.when('TellHearingRight', { matter }, { at: '2026-03-10' }).thenRejected('commitment-not-signed');
    commitment.when('OpenHearing', hold, { at: '2026-03-30' }).thenRejected('commitment-not-signed');
  });
});

describe('RequestHearing', () => {
  test('starts the twenty working days to hold it, and stops the limit of the decision (许可法45, 47)', () => {
    const outcome = given(...told).when('RequestHearing', {}, { at: '2026-03-18', by: applicant });
    outcome.then('HearingRequested');
    // Twenty working days from Wednesday 03-18; Tomb-Sweeping Day on 04-06 is off.
    expect(clocksOf(outcome.state, '2026-03-20')).toMatchObject({
      T60: { state: 'met', ended: '2026-03-18' },
      T61: { state: 'running', due: '2026-04-16' },
      T22: { state: 'stopped', counted: 2 },
    });
  });

  test('at the window for another party, once', () => {
    given(...told)
      .when('RequestHearing', { party: '邻居', interest: '相邻权' }, { at: '2026-03-18', by: clerk })
      .then({ type: 'HearingRequested', data: { party: '邻居' } });
    given(...requested)
      .when('RequestHearing', {}, { at: '2026-03-19' })
      .then();
  });

  test('by the applicant, by whoever was told of the right, or with a stated interest (许可法46, 47)', () => {
    const named = on('2026-03-17', 'HearingRightTold', { matter, parties: ['邻居'] }, decisionMaker);
    const ask = (data: object, ...events: readonly Dated<CaseEvent>[]) =>
      given(...events).when('RequestHearing', data, { at: '2026-03-18', by: clerk });
    ask({ party: '邻居' }, ...awaitingDecision, named).then('HearingRequested');
    ask({ party: '示例检测有限公司（虚构）' }, ...told).then('HearingRequested');
    const stranger = ask({ party: '路人' }, ...awaitingDecision, named);
    stranger.thenRejected('hearing-interest-missing', '许可法46', '许可法47');
    expect(stranger.decision).toMatchObject({ allowed: ['示例检测有限公司（虚构）', '邻居', 'a stated interest'] });
    ask({ party: '路人', interest: ' ' }, ...told).thenRejected('hearing-interest-missing');
  });

  test('not before the right was told, not after the five days (许可法47)', () => {
    given(...awaitingDecision)
      .when('RequestHearing', {}, { at: '2026-03-18' })
      .thenRejected('hearing-not-told', '许可法47');
    given(...told)
      .when('RequestHearing', {}, { at: '2026-03-24T23:59:59' })
      .then('HearingRequested');
    given(...told)
      .when('RequestHearing', {}, { at: '2026-03-25T00:00:00' })
      .thenRejected('hearing-waived', '许可法47');
  });
});

describe('OpenHearing', () => {
  const openOn = (at: string, data: object = {}, events: readonly Dated<CaseEvent>[] = requested) =>
    given(...events).when('OpenHearing', { ...hold, ...data }, { at });

  test('seven working days after the notice, not earlier (许可法48(一))', () => {
    // 03-20, 23 … 27 are six, 03-30 is the seventh.
    openOn('2026-03-27').thenRejected('hearing-notice-too-short', '许可法48(一)');
    const outcome = openOn('2026-03-30');
    outcome.then({ type: 'HearingOpened', data: hold });
    expect(clocksOf(outcome.state, '2026-03-31')).toMatchObject({ T61: { state: 'met', counted: 8 }, T22: { state: 'stopped' } });
  });

  test('no notice before the request, after the hearing, or before there was a case (许可法48(一))', () => {
    openOn('2026-03-30', { noticedOn: localDate('2026-03-17') }).thenRejected('hearing-notice-too-short');
    openOn('2026-03-30', { noticedOn: localDate('2026-04-30') }).thenRejected('hearing-notice-too-short');
    openOn('2026-03-30', { noticedOn: localDate('1999-01-01') }).thenRejected('hearing-notice-too-short');
    // Nobody was told of the right: that comes first (许可法47).
    openOn('2026-03-30', { noticedOn: localDate('1999-01-01') }, awaitingDecision).thenRejected('hearing-not-told', '许可法47');
  });

  test('later than twenty working days after the request it is late (许可法47)', () => {
    openOn('2026-04-17').then(
      { type: 'TimeLimitBreached', data: { limit: 'T61', due: localDate('2026-04-16') } },
      'HearingOpened',
    );
  });

  test('whoever does not hold it in time has the days after that: only what a hearing takes is left out (许可法45, 47)', () => {
    const late = given(...requested).when('ExpireTimeLimit', PAYLOADS.ExpireTimeLimit, { at: '2026-04-20' });
    const { file } = openCase(late.state);
    const ledger = dayLedger(
      [...requested, ...late.events],
      file.clocks,
      law.policies.byLabel(file.policy),
      law.calendar,
      custodyAfter,
      localDate('2026-04-20'),
    );
    const ownerOn = (day: string) => ledger?.days.find(({ date }) => date === day)?.owner;
    expect(['2026-04-16', '2026-04-17', '2026-04-20'].map(ownerOn)).toEqual(['law', 'authority', 'authority']);
  });

  test.each(['clerk', 'reviewer', 'expert-2', 'applicant'])('not under the chair of %s (许可法48(三))', (chair) => {
    openOn('2026-03-30', { chair }).thenRejected('hearing-chair-conflict', '许可法48(三)');
  });

  test('nor of whoever asked for corrections, where silence accepted (许可法48(三))', () => {
    const items = [{ material: 'M10', reason: '缺页' }];
    const notice = on('2026-03-03', 'CorrectionRequested', { items, respondWithinWorkingDays: 10 }, { ...clerk, id: 'window-2' });
    const [receipt, , ...later] = awaitingDecision;
    const supplied = on('2026-03-04', 'CorrectionSupplied', { items: [{ material: 'M10' }] }, applicant);
    const limit = { limit: 'T04', run: 1, due: localDate('2026-03-11'), reviewForm: 'ON_SITE' } as const;
    const silent = on('2026-03-04', 'ApplicationDeemedAccepted', limit, ENGINE);
    const events = [receipt as Dated<CaseEvent>, notice, supplied, silent, ...later];
    openOn('2026-03-30', { chair: 'window-2' }, events).thenRejected('hearing-chair-conflict', '许可法48(三)');
    openOn('2026-03-30', { chair: 'clerk' }, events).then('HearingOpened');
  });

  test('nor of somebody whose account belongs to the body, which is asked and not kept', () => {
    openOn('2026-03-30', { chairUscc: USCC }).thenRejected('hearing-chair-conflict', '许可法48(三)');
    const outcome = openOn('2026-03-30', { chairName: '王五', chairUscc: '12620000438012348J' });
    outcome.then({ type: 'HearingOpened', data: { chairName: '王五' } });
    expect(outcome.events.at(-1)?.data).not.toHaveProperty('chairUscc');
  });

  test('also where the authority itself thinks it right (许可法46)', () => {
    const outcome = openOn('2026-03-30', {}, awaitingDecision);
    outcome.then('HearingOpened');
    expect(clocksOf(outcome.state, '2026-03-31')).toMatchObject({ T22: { state: 'stopped', counted: 10 } });
    expect(clocksOf(outcome.state, '2026-03-31')).not.toHaveProperty('T61');
  });

  test('once, whether it is going on or over', () => {
    openOn('2026-03-30', {}, open).then();
    openOn('2026-04-01', {}, closed).thenRejected('hearing-done', '许可法48');
  });
});

describe('OpenHearing on a day to come', () => {
  const call = { chair: 'officer-7', place: '第一会议室', heldOn: localDate('2026-03-30') };
  const notify = (at: string, data: object = {}, events: readonly Dated<CaseEvent>[] = requested) =>
    given(...events).when('OpenHearing', { ...call, ...data }, { at });
  const notified = [...requested, on('2026-03-19', 'HearingNotified', call, head)];

  test('gives notice seven working days before, not later (许可法48(一))', () => {
    const outcome = notify('2026-03-19');
    outcome.then({ type: 'HearingNotified', data: call });
    expect(outcome.file.hearing).toMatchObject({ status: 'requested', notice: { on: '2026-03-19', heldOn: '2026-03-30' } });
    notify('2026-03-20').thenRejected('hearing-notice-too-short', '许可法48(一)');
    expect(notify('2026-03-20').decision).toMatchObject({ field: 'heldOn' });
    notify('2026-03-19', { heldOn: localDate('2026-03-18') }).thenRejected('hearing-notice-too-short');
  });

  test('and is held on that day, or told anew (许可法48(一))', () => {
    const openOn = (at: string) => given(...notified).when('OpenHearing', { chair: 'officer-7' }, { at });
    openOn('2026-03-30').then({
      type: 'HearingOpened',
      data: { chair: 'officer-7', noticedOn: '2026-03-19', place: '第一会议室', notified: true },
    });
    openOn('2026-03-31').thenRejected('hearing-not-that-day', '许可法48(一)');
    notify('2026-03-20', { heldOn: localDate('2026-04-01') }, notified).then({
      type: 'HearingNotified',
      data: { heldOn: '2026-04-01' },
    });
  });

  test('within twenty working days after the request, as long as they can be kept (许可法47)', () => {
    notify('2026-03-19', { heldOn: localDate('2026-04-16') }).then('HearingNotified');
    const late = notify('2026-03-19', { heldOn: localDate('2026-04-17') });
    late.thenRejected('hearing-too-late', '许可法47');
    expect(late.decision).toMatchObject({ field: 'heldOn', allowed: ['up to 2026-04-16'] });
    // Seven working days before the 16th is the 7th: on the 8th no notice keeps the limit any more.
    notify('2026-04-07', { heldOn: localDate('2026-04-17') }).thenRejected('hearing-too-late');
    notify('2026-04-08', { heldOn: localDate('2026-04-17') }).then('HearingNotified');
    notify('2026-04-20', { heldOn: localDate('2026-05-08') }).then('TimeLimitBreached', 'HearingNotified');
  });

  test('of the authority itself within a year', () => {
    notify('2026-03-19', { heldOn: localDate('2027-03-19') }, awaitingDecision).then('HearingNotified');
    notify('2026-03-19', { heldOn: localDate('2027-03-20') }, awaitingDecision).thenRejected('hearing-too-late');
    notify('2026-03-19', { heldOn: localDate('2099-01-01') }, awaitingDecision).thenRejected('hearing-too-late');
  });

  test('a second notice replaces the first', () => {
    const { file } = notify('2026-03-20', { heldOn: localDate('2026-04-01') }, notified);
    expect(file.hearing?.notice).toMatchObject({ heldOn: '2026-04-01', replaces: { on: '2026-03-19', heldOn: '2026-03-30' } });
  });

  test('no hearing without either notice (许可法48(一))', () => {
    given(...requested)
      .when('OpenHearing', { chair: 'officer-7' }, { at: '2026-03-30' })
      .thenRejected('hearing-notice-missing', '许可法48(一)');
  });

  test('of the authority itself makes the decision wait (许可法46)', () => {
    const outcome = notify('2026-03-19', {}, awaitingDecision);
    outcome.then('HearingNotified');
    expect(outcome.file.hearing).toMatchObject({ status: 'called' });
    given(...outcome.events)
      .when('GrantQualification', {}, { at: '2026-03-20' })
      .thenRejected('hearing-pending');
  });
});

describe('CloseHearing', () => {
  test('leaves the record, on which the decision then rests (许可法48)', () => {
    const outcome = given(...open).when('CloseHearing', { record }, { at: '2026-03-31' });
    outcome.then({ type: 'HearingClosed', data: { record } });
    // 03-17, 18 before the request, then from 04-01 on: ten days of T22 end on 04-13.
    expect(clocksOf(outcome.state, '2026-04-01')).toMatchObject({ T22: { state: 'running', due: '2026-04-13', stopped: 9 } });
    given(...outcome.events)
      .when('GrantQualification', {}, { at: '2026-04-02' })
      .then({ type: 'QualificationGranted', data: { hearingRecord: record } });
    given(...outcome.events)
      .when('RefuseQualification', { reasons: ['甲'] }, { at: '2026-04-02' })
      .then({ type: 'QualificationRefused', data: { hearingRecord: record } });
  });

  test('not without a record (许可法48(五)), not before it was opened, and once', () => {
    given(...open)
      .when('CloseHearing', { record: ' ' }, { at: '2026-03-31' })
      .thenRejected('hearing-record-missing', '许可法48(五)');
    given(...requested)
      .when('CloseHearing', { record }, { at: '2026-03-31' })
      .thenRejected('hearing-not-open', '许可法48');
    given(...closed)
      .when('CloseHearing', { record }, { at: '2026-04-01' })
      .then();
  });
});

test('a certificate that expires during a hearing is renewed all the same (许可法50)', () => {
  const renewed = [received(renewal('2026-06-02')), ...REACHED['document-review'].slice(1)];
  const passed = on('2026-05-20', 'DocumentReviewPassed', { conclusion: '符合' });
  const events = [...renewed, passed, on('2026-05-21', 'HearingRightTold', { matter, parties: [] }, head)];
  const asked = [...events, on('2026-05-22', 'HearingRequested', {}, applicant)];
  const outcome = given(...asked).when('ExpireTimeLimit', PAYLOADS.ExpireTimeLimit, { at: '2026-06-03T00:00:00' });
  expect(outcome.events.at(-1)).toMatchObject({ type: 'RenewalDeemedGranted', effectiveAt: time('2026-06-03T00:00:00') });
  expect(clocksOf(outcome.state, '2026-06-04')).toMatchObject({ T61: { state: 'met' }, T22: { ended: '2026-06-02' } });
});
