import { ENGINE, instant, isRejection, localDate, type Actor, type Dated } from '#kernel';
import { law } from '../../case/src/given.testing.js';
import {
  CERTIFICATE_NUMBER,
  certificateDecider as deciderUnder,
  type CertificateCommand,
  type CertificateEvent,
  type CertificateState,
} from './index.js';

const certificateDecider = deciderUnder(law);
const admin: Actor = { id: 'admin', role: 'admin' };
const number = '262820340001';
const holder = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）' };
const dates = { issuedOn: localDate('2026-03-18'), validTo: localDate('2032-03-18') };
const now = instant('2026-03-18T10:00:00+08:00');

const dated = (event: CertificateEvent): Dated<CertificateEvent> => ({
  ...event,
  recordedAt: now,
  effectiveAt: now,
  actor: ENGINE,
});
const fold = (...events: CertificateEvent[]): CertificateState =>
  events.map(dated).reduce<CertificateState>(certificateDecider.evolve, certificateDecider.initial);
const issued: CertificateEvent = { type: 'CertificateIssued', data: { number, caseId: 'c1', holder, field: '20', ...dates } };
const registered: CertificateEvent = { type: 'CertificateRegistered', data: { number, holder, field: '20', ...dates } };

const given = (...events: CertificateEvent[]) => ({
  when: (command: CertificateCommand, actor: Actor = ENGINE) => {
    const decision = certificateDecider.decide(command, fold(...events), { now, actor });
    const facts = isRejection(decision) ? [] : (decision as readonly CertificateEvent[]);
    const state = fold(...events, ...facts);
    return {
      state,
      then: (...types: string[]) => {
        expect(isRejection(decision) ? decision.code : facts.map(({ type }) => type)).toEqual(types);
        for (const { data } of facts) expect(data).toEqual(command.data);
        const again = certificateDecider.decide(command, state, { now, actor });
        expect(isRejection(again) || again.length === 0).toBe(true);
      },
      thenRejected: (code: string) => {
        expect(isRejection(decision) ? decision.code : facts).toBe(code);
      },
    };
  },
});

const issue: CertificateCommand = { type: 'IssueCertificate', data: issued.data };
const register: CertificateCommand = { type: 'RegisterCertificate', data: registered.data };
const renew = (caseId: string, deemed = false): CertificateCommand => ({
  type: 'RenewCertificate',
  data: { number, caseId, validTo: localDate('2038-03-18'), deemed },
});
const amend: CertificateCommand = {
  type: 'AmendCertificate',
  data: { number, caseId: 'c3', change: 'CHG_NAME', changes: { name: '新名称' } },
};
const cancel: CertificateCommand = { type: 'CancelCertificate', data: { number, caseId: 'c4' } };

test('a new certificate is valid, and its number is used up', () => {
  const outcome = given().when(issue);
  outcome.then('CertificateIssued');
  expect(outcome.state).toEqual({ status: 'VALID', number, holder, field: '20', ...dates, cases: ['c1'] });
  given(issued).when(issue).thenRejected('certificate-number-taken');
  given(registered).when(issue).thenRejected('certificate-number-taken');
});

test('an older certificate is taken over, under a well-formed number', () => {
  given().when(register, admin).then('CertificateRegistered');
  given().when(register).then('CertificateRegistered');
  given(issued).when(register, admin).thenRejected('certificate-number-taken');
  given()
    .when({ type: 'RegisterCertificate', data: { ...registered.data, number: '1' } }, admin)
    .thenRejected('certificate-number-invalid');
});

test('a renewal prolongs it; a deemed one says so until the next real one', () => {
  const deemed = given(issued).when(renew('c2', true));
  deemed.then('CertificateRenewed');
  expect(deemed.state).toMatchObject({ status: 'DEEMED_RENEWED', validTo: '2038-03-18', cases: ['c1', 'c2'] });
  const renewed = {
    type: 'CertificateRenewed',
    data: { number, caseId: 'c2', validTo: localDate('2038-03-18'), deemed: true },
  } as const;
  expect(given(issued, renewed).when(renew('c5')).state).toMatchObject({ status: 'VALID' });
});

test('a change and a cancellation', () => {
  expect(given(issued).when(amend).state).toMatchObject({ status: 'VALID', holder: { ...holder, name: '新名称' } });
  given(issued).when(amend).then('CertificateAmended');
  given(issued).when(cancel).then('CertificateCancelled');
  expect(given(issued).when(cancel).state).toMatchObject({ status: 'CANCELLED' });
});

test('what is not there or no longer alive cannot be changed', () => {
  const cancelled: CertificateEvent = { type: 'CertificateCancelled', data: { number, caseId: 'c4' } };
  for (const command of [renew('c9'), amend, { ...cancel, data: { number, caseId: 'c9' } } as const]) {
    given().when(command).thenRejected('certificate-not-found');
    given(issued, cancelled).when(command).thenRejected('certificate-not-alive');
  }
  given(issued, cancelled).when(cancel).then();
});

test('only the engine does it; an administrator takes over old ones', () => {
  for (const command of [issue, renew('c2'), amend, cancel]) given(issued).when(command, admin).thenRejected('wrong-role');
  for (const role of ['clerk', 'head', 'applicant', 'supervisor'] as const)
    given().when(register, { id: 'x', role }).thenRejected('wrong-role');
});

test('a fact is never refused', () => {
  const renewed: CertificateEvent = {
    type: 'CertificateRenewed',
    data: { number, caseId: 'c', validTo: dates.validTo, deemed: true },
  };
  expect(fold(renewed)).toEqual({ status: 'NONE' });
  expect(fold({ type: 'CertificateAmended', data: { number, caseId: 'c', change: 'CHG_NAME', holderName: '' } })).toEqual({
    status: 'NONE',
  });
});

test.each([
  ['262820340001', true],
  ['200000000001', true],
  ['263121349999', true],
  ['262820340000', false], // serials start at 0001
  ['263220340001', false], // no organ 32
  ['262822340001', false], // no field 22
  ['262820350001', false], // no sector 35
  ['26282034001', false],
  ['2628203400011', false],
  ['26282034000A', false],
])('the number %s is well formed: %s', (text, wellFormed) => {
  expect(CERTIFICATE_NUMBER.test(text)).toBe(wellFormed);
});
