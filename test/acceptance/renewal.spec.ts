import { ACase, CHECKED, renewalOf } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';

const NUMBER = '202812050001';
const register = {
  number: NUMBER,
  uscc: BODIES.river.uscc,
  holder: BODIES.river.name,
  issuedOn: '2021-01-01',
  validTo: '2026-12-31',
};

let world: World;
afterEach(() => world.close());

/** An administrator has taken over the certificate of 2021; it runs until 2026-12-31, so renewals come in by 2026-09-30. */
async function givenACertificate(at: string): Promise<void> {
  world = await openWorld({ at });
  const taken = await (await world.as('admin')).post('/api/certificates', register);
  expect(taken).toMatchObject({ status: 201, body: { number: NUMBER, revision: 0 } });
}

const certificate = async (): Promise<unknown> => (await world.anybody.get(`/api/public/certificates/${NUMBER}`)).body;

/** Calendar of 2026 used here: 09-20 worked, 09-25 off (中秋); 10-01, 02, 05 … 07 off and 10-10 worked (国庆). */
it('a renewal by document review: claimed, released, passed by a colleague, granted by a third, delivered', async () => {
  await givenACertificate('2026-09-01T08:00');
  expect(await certificate()).toMatchObject({ validTo: '2026-12-31', status: 'VALID' });
  const one = new ACase(world);
  await one.when('2026-09-01T10:00', 'applicant', 'SubmitApplication', renewalOf(NUMBER));
  await one.when('2026-09-03T10:00', 'clerk', 'AcceptApplication');
  expect(await one.file()).toMatchObject({ status: 'document-review', reviewForm: 'WRITTEN', lateRenewal: false });

  await one.when('2026-09-07T10:00', 'reviewer', 'ClaimDocumentReview');
  expect(await one.refused('colleague', 'ClaimDocumentReview')).toMatchObject({ status: 409, code: 'claimed-by-another' });
  expect(await one.refused('colleague', 'PassDocumentReview', {})).toMatchObject({ status: 409, code: 'claimed-by-another' });
  expect((await one.when('2026-09-07T11:00', 'reviewer', 'ClaimDocumentReview')).events).toEqual([]);
  await one.when('2026-09-08T10:00', 'reviewer', 'ReleaseDocumentReview');
  await one.when('2026-09-09T10:00', 'reviewing-decider', 'ClaimDocumentReview');
  await one.when('2026-09-16T10:00', 'reviewing-decider', 'PassDocumentReview', { findings: '与登记信息一致', checks: CHECKED });
  expect(await one.refused('reviewing-decider', 'GrantQualification', {})).toMatchObject({ status: 403, code: 'four-eyes' });
  await one.when('2026-09-24T10:00', 'decider', 'GrantQualification', {});
  await world.settled();
  await one.when('2026-10-10T10:00', 'clerk', 'DeliverCertificate');

  expect((await one.file()).detail).toEqual({ certificateNumber: NUMBER });
  expect(await one.events()).toEqual([
    '2026-09-01T10:00 ApplicationReceived, applicant',
    '2026-09-03T10:00 ApplicationAccepted, clerk',
    '2026-09-07T10:00 DocumentReviewClaimed, reviewer',
    '2026-09-08T10:00 DocumentReviewReleased, reviewer',
    '2026-09-09T10:00 DocumentReviewClaimed, reviewer',
    '2026-09-16T10:00 DocumentReviewPassed, reviewer',
    '2026-09-24T10:00 QualificationGranted, decision-maker',
    '2026-09-24T10:00 CertificateReady, engine',
    '2026-10-10T10:00 CertificateDelivered, clerk',
  ]);
  expect(await one.clocks()).toEqual([
    // 09-02, 03; five end after 04, 07 on 09-08.
    'T01 met 2026-09-01 > 2026-09-08, ended 2026-09-03, counted 2',
    // 09-04, 07 … 11, 14, 15, 16. Thirty: 09-17, 18 (11), 20 (12), 21 … 24 (16), 28 … 30 (19), 10-08 … 10 (22), 12 … 16 (27), 19 … 21.
    'T11 met 2026-09-03 > 2026-10-21, ended 2026-09-16, counted 9',
    // Calendar days from acceptance to the decision; it would have run out with the certificate.
    'T41 met 2026-09-03 > 2026-12-31, ended 2026-09-24, counted 21',
    // 09-17, 18, 20, 21, 22, 23, 24; ten end after 28, 29 on 09-30.
    'T22 met 2026-09-16 > 2026-09-30, ended 2026-09-24, counted 7',
    // 09-28, 29, 30, 10-08, 09, 10; the seventh is 10-12.
    'T31 met 2026-09-24 > 2026-10-12, ended 2026-10-10, counted 6',
  ]);
  // authority throughout: 09-01 … 04 (4), 07 … 11 (5), 14 … 18 (5), 20 … 24 (5), 28 … 30 (3), 10-08 … 10 (3) = 25 of 40 days.
  expect(await one.ledger()).toEqual({ from: '2026-09-01', to: '2026-10-10', authority: 25, applicant: 0, expert: 0, law: 15 });
  // The new six years follow on the old ones.
  expect(await certificate()).toEqual({ ...register, field: '12', validTo: '2032-12-31', status: 'VALID' });
});

it('no decision when the certificate expires: deemed renewed, once', async () => {
  await givenACertificate('2026-09-28T10:00');
  const one = new ACase(world);
  await one.when('2026-09-28T10:00', 'applicant', 'SubmitApplication', renewalOf(NUMBER));
  await one.when('2026-09-29T10:00', 'clerk', 'AcceptApplication');

  await world.at('2026-12-31T23:59');
  expect(await one.file()).toMatchObject({ status: 'document-review' });
  await world.at('2027-01-01T00:00');
  await world.settled();
  expect(await one.file()).toMatchObject({ status: 'granted', detail: { deemed: true, certificateNumber: NUMBER } });

  await world.host.alarms.sweepNow();
  await world.host.engine.expire({ id: `case-${one.id}/T41/1`, version: 1 });
  await world.at('2027-01-04T10:00');
  expect(await one.events()).toEqual([
    '2026-09-28T10:00 ApplicationReceived, applicant',
    '2026-09-29T10:00 ApplicationAccepted, clerk',
    // Thirty working days from 09-29: 09-30, 10-08 … 10 (4), 12 … 16 (9), 19 … 23 (14), 26 … 30 (19), 11-02 … 06 (24), 09 … 13 (29), 16.
    '2026-11-17T00:00 TimeLimitBreached, engine',
    '2027-01-01T00:00 RenewalDeemedGranted, engine',
    '2027-01-01T00:00 CertificateReady, engine',
  ]);
  expect(await one.clocks()).toEqual([
    // 09-29; five end after 30, 10-08, 09 on the worked Saturday 10-10.
    'T01 met 2026-09-28 > 2026-10-10, ended 2026-09-29, counted 1',
    // Breached in November and ended by the law: 09-30 (1), 10-08 … 30 with the 10th (18), November (21), December (23).
    'T11 breached 2026-09-29 > 2026-11-16, ended 2026-12-31, counted 63',
    'T41 lapsed 2026-09-29 > 2026-12-31, ended 2026-12-31, counted 93',
  ]);
  expect(await certificate()).toMatchObject({ validTo: '2032-12-31', status: 'DEEMED_RENEWED' });
  const events = await world.host.engine.store.readStream(`certificate-${NUMBER}`);
  expect(events.map(({ type }) => type)).toEqual(['CertificateRegistered', 'CertificateRenewed']);

  await one.when('2027-01-05T10:00', 'clerk', 'DeliverCertificate');
  expect((await one.file()).status).toBe('delivered');
});

it('a renewal that comes in late gets no promise, and the certificate expires', async () => {
  await givenACertificate('2026-10-08T10:00');
  const one = new ACase(world);
  await one.when('2026-10-08T10:00', 'applicant', 'SubmitApplication', renewalOf(NUMBER));
  await one.when('2026-10-09T10:00', 'clerk', 'AcceptApplication');
  await world.at('2027-01-04T10:00');
  expect(await one.file()).toMatchObject({ status: 'document-review', lateRenewal: true });
  expect((await one.clocks()).filter((line) => line.startsWith('T41'))).toEqual([]);
  expect(await certificate()).toMatchObject({ validTo: '2026-12-31', status: 'EXPIRED' });
});

it('is reviewed on the spot where the record of the body is not clean', async () => {
  await givenACertificate('2026-09-01T08:00');
  const standing = {
    breachInLastTerm: true,
    badCreditList: false,
    punishedWithin2Years: false,
    source: '甘市监罚〔2025〕1号（虚构）',
  };
  const supervisor = await world.as('supervisor');
  expect((await supervisor.put(`/api/institutions/${BODIES.river.uscc}/standing`, standing)).status).toBe(200);
  const one = new ACase(world);
  await one.when('2026-09-01T10:00', 'applicant', 'SubmitApplication', renewalOf(NUMBER));
  await one.when('2026-09-03T10:00', 'clerk', 'AcceptApplication');
  expect(await one.file()).toMatchObject({
    status: 'awaiting-commission',
    reviewForm: 'ON_SITE',
    standing: { breachInLastTerm: true },
  });
});
