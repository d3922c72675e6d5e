import { ENGINE, localDate } from '#kernel';
import { CHECKED, REACHED, received, renewal, submission } from '../cases.testing.js';
import { clerk, given, on, time } from '../given.testing.js';
import type { CaseCommands, HeldCertificate, OnRecord } from '../index.js';

const [FORMER, PRESENT] = ['示例检测有限公司（虚构）', '示例检测（甘肃）有限公司（虚构）'];
const certificate: HeldCertificate = { number: '202820340001', validTo: localDate('2026-12-31') };
const ahead = { type: 'RecordNoted', actor: ENGINE } as const;
const standing = { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false };
const renewed = { ...certificate, validTo: localDate('2032-12-31'), renewedTerm: localDate('2026-12-31') };

describe('what has changed on record since the receipt', () => {
  const open = received(renewal('2026-12-31'));

  test('is noted before the command, once', () => {
    const record: OnRecord = { institution: { name: PRESENT, legalRepresentative: '李四' }, standing, certificate };
    const outcome = given(open).when('AcceptApplication', {}, { at: '2026-03-04', record });
    const institution = { name: PRESENT, legalRepresentative: '李四' };
    outcome.then({ ...ahead, data: { institution, formerName: FORMER } }, 'ApplicationAccepted');
    expect(outcome.file).toMatchObject({ institution, formerName: FORMER });
    given(...outcome.events)
      .when('PassDocumentReview', { checks: CHECKED }, { at: '2026-03-05', record })
      .then('DocumentReviewPassed');
  });

  test('and nothing is stored where the command is turned down, or nothing has changed', () => {
    given(open)
      .when('DeliverCertificate', {}, { at: '2026-03-04', record: { institution: { name: PRESENT } } })
      .thenRejected('wrong-state');
    const same = { institution: { name: FORMER, address: '兰州市城关区示例路1号（虚构）' }, standing, certificate };
    given(open).when('AcceptApplication', {}, { at: '2026-03-04', record: same }).then('ApplicationAccepted');
  });

  test('a name that comes back is no other name', () => {
    const outcome = given(open).when('AcceptApplication', {}, { at: '2026-03-04', record: { institution: { name: PRESENT } } });
    const record = { institution: { name: FORMER } };
    const back = given(...outcome.events).when('PassDocumentReview', { checks: CHECKED }, { at: '2026-03-05', record });
    expect(back.file.institution.name).toBe(FORMER);
    expect(back.file.formerName).toBeUndefined();
  });

  test('decides how a renewal is reviewed (办法13)', () => {
    const breach = { ...standing, breachInLastTerm: true };
    given(open)
      .when('AcceptApplication', {}, { at: '2026-03-04', record: { standing: breach } })
      .then({ ...ahead, data: { standing: breach } }, { type: 'ApplicationAccepted', data: { reviewForm: 'ON_SITE' } });
  });

  test('a bar that began and ended between is that of the receipt (办法12)', () => {
    const withdrawn = { ...standing, commitmentBarred: 'withdrawn-commitment' } as const;
    given(open)
      .when('AcceptApplication', {}, { at: '2026-03-04', record: { standing: withdrawn } })
      .then('ApplicationAccepted');
  });

  test('after the decision only the name still matters', () => {
    const record = { institution: { name: PRESENT, address: '新' }, standing: { ...standing, badCreditList: true } };
    const outcome = given(...REACHED.granted).when('DeliverCertificate', {}, { at: '2026-03-19', record });
    outcome.then({ ...ahead, data: { institution: { name: PRESENT }, formerName: FORMER } }, 'CertificateDelivered');
    given(...REACHED.granted)
      .when('RecordCertificate', { number: '262820340001' }, { at: '2026-03-19', record, by: ENGINE })
      .then();
  });
});

describe('a term is prolonged once (办法13)', () => {
  const [submit, day] = [(more: object, at: string) => given().when('SubmitApplication', submission(more), { at }), '2026-12-31'];

  test('a second renewal of it is turned down until the next has begun', () => {
    submit({ kind: 'RENEWAL', certificate: renewed }, '2026-03-02').thenRejected('already-renewed', '办法13');
    submit({ kind: 'RENEWAL', certificate: renewed }, day).thenRejected('already-renewed', '办法13');
    submit({ kind: 'RENEWAL', certificate: renewed }, '2027-01-01').then('ApplicationReceived');
    submit({ kind: 'CHG_NAME', certificate: renewed }, '2026-03-02').then('ApplicationReceived');
  });

  const reviewed = [
    received(renewal(day)),
    on('2026-03-05', 'ApplicationAccepted', { reviewForm: 'WRITTEN' }, clerk),
    on('2026-03-09', 'DocumentReviewPassed', { conclusion: '符合' }),
  ];

  test('nor granted, where another case has prolonged it meanwhile', () => {
    given(...reviewed)
      .when('GrantQualification', {}, { at: '2026-03-10', record: { certificate: renewed } })
      .thenRejected('already-renewed', '办法13');
  });

  test('nor deemed granted (许可法50)', () => {
    const at = '2027-01-01T00:00:00';
    const wakeUp = { limit: 'T41', run: 1, version: 1 };
    for (const gone of [renewed, { ...certificate, ended: 'REVOKED' } as const]) {
      const outcome = given(...reviewed).when('ExpireTimeLimit', wakeUp, { at, record: { certificate: gone } });
      outcome.then('RecordNoted', 'TimeLimitBreached', { type: 'TimeLimitBreached', data: { limit: 'T41' } });
      expect(outcome.state.status).toBe('awaiting-decision');
    }
    given(...reviewed)
      .when('ExpireTimeLimit', wakeUp, { at, record: { certificate } })
      .then('TimeLimitBreached', { type: 'RenewalDeemedGranted', effectiveAt: time(at) });
  });

  test('the new term follows on the one that runs at the decision, not on that of the receipt', () => {
    const prolonged = { ...certificate, validTo: localDate('2027-06-30') };
    given(...reviewed)
      .when('GrantQualification', {}, { at: '2026-03-10', record: { certificate: prolonged } })
      .then('RecordNoted', { type: 'QualificationGranted', data: { certificate: { validTo: '2033-06-30' } } });
  });
});

test('办法31, 32: what was cancelled or revoked meanwhile is neither prolonged nor changed', () => {
  for (const ended of ['CANCELLED', 'REVOKED'] as const)
    given(
      received({ ...renewal('2026-12-31'), kind: 'CHG_NAME' }),
      on('2026-03-03', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk),
    )
      .when('GrantQualification', {}, { at: '2026-03-10', record: { certificate: { ...certificate, ended } } })
      .thenRejected('certificate-not-alive', '办法31', '办法32');
});

describe('a name that is not on record', () => {
  const typed = { asTyped: { name: '另一名称' } };
  const submit = (more: Partial<CaseCommands['SubmitApplication']>) =>
    given().when('SubmitApplication', submission({ certificate, ...typed, ...more }), { at: '2026-03-02' });

  test('is not taken over by another application (办法14)', () => {
    for (const kind of ['CHG_TECH_LEAD', 'RENEWAL', 'CHG_NAME'] as const)
      submit({ kind }).thenRejected('name-not-on-record', '办法14');
  });

  test('is what a change of name asks for, and a hint where the certificate is given up or the first one asked for (办法14)', () => {
    submit({ kind: 'CHG_NAME', changes: { name: '另一名称' } }).then('ApplicationReceived');
    submit({ kind: 'CANCEL' }).then({ type: 'ApplicationReceived', data: { warnings: [{ code: 'name-differs' }] } });
    const { certificate: _none, ...first } = submission(typed);
    given()
      .when('SubmitApplication', first, { at: '2026-03-02' })
      .then({ type: 'ApplicationReceived', data: { institution: { name: FORMER }, warnings: [{ code: 'name-differs' }] } });
  });

  test('the address and the person are hints (办法14)', () => {
    const asTyped = { address: '另一地址', legalRepresentative: '李四' };
    submit({ kind: 'CHG_TECH_LEAD', asTyped }).then({
      type: 'ApplicationReceived',
      data: { warnings: [{ code: 'address-differs' }, { code: 'legal-representative-differs' }] },
    });
    submit({ kind: 'CHG_LEGAL_REP', asTyped: { legalRepresentative: '李四' } }).then('ApplicationReceived');
  });
});

test('a renewal long before the end of the term is a hint, by the number of the pack (办法13)', () => {
  const codes = (at: string): unknown => {
    const { decision } = given().when('SubmitApplication', submission(renewal('2027-12-31')), { at });
    const [received] = decision as readonly { readonly data: { readonly warnings?: readonly { readonly code: string }[] } }[];
    return received?.data.warnings?.map(({ code }) => code);
  };
  expect(codes('2026-12-30')).toEqual(['early-renewal']);
  expect(codes('2026-12-31')).toBeUndefined();
});

test('a first application by a body that is qualified in the field is a hint (办法13, 14)', () => {
  const submit = (holdsField: boolean) =>
    given().when('SubmitApplication', submission(), { at: '2026-03-02', record: { holdsField } });
  submit(true).then({ type: 'ApplicationReceived', data: { warnings: [{ code: 'certificate-held' }] } });
  expect(JSON.stringify(submit(false).decision)).not.toContain('warnings');
});
