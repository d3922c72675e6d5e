import fc from 'fast-check';
import { uuidv5 } from '#event-store';
import { statusOn, type Certificate } from '#issuance';
import { dateOf, ENGINE, instant, isRejection, localDate, type Actor } from '#kernel';
import { createSimulation, loadLaw, settled, type Simulation } from './index.js';

const NAMESPACE = '0b9a4a52-7d3f-5d0c-8f57-3c1d2c2f4c11';
const BODY = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）', address: '示例路1号' };
const NUMBER = '202820340001';
const CERTIFICATE = `certificate-${NUMBER}`;
const law = loadLaw();
const time = (text: string) => instant(`${text}+08:00`);
const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: BODY.uscc };
const staff = (role: Actor['role']): Actor => ({ id: role, role });

/** 2 June 2026 is the last day, so that a renewal of 2 March is in time and one of 3 March is late. */
const VALID_TO = localDate('2026-06-02');
const MIDNIGHT = time('2026-06-03T00:00:00');
const MATERIALS = law.policies
  .get('CMA-2021', localDate('2026-03-02'))
  .materialsFor('RENEWAL')
  .filter(({ requirement }) => requirement === 'M')
  .map(({ id }) => ({ material: id }));

const CHECKED = ['papers-match-facts', 'no-contradictions', 'not-copied'].map((item) => ({ item, passed: true }));

let commands = 0;
async function give({ engine, clock }: Simulation, at: string, stream: string, type: string, data: object, actor: Actor) {
  if (time(at) > clock.now()) clock.set(time(at));
  commands += 1;
  const answer = await engine.execute({ commandId: uuidv5(NAMESPACE, String(commands)), stream, command: { type, data }, actor });
  await settled(engine);
  return isRejection(answer) ? answer.code : 'done';
}
const register = (simulation: Simulation) =>
  give(
    simulation,
    '2026-03-02T08:00:00',
    CERTIFICATE,
    'RegisterCertificate',
    {
      ...{ number: NUMBER, holder: BODY, field: '20', issuedOn: localDate('2020-06-02'), validTo: VALID_TO },
    },
    ENGINE,
  );

type Renewal = 'none' | 'in time' | 'late';
const END = ['none', 'granted', 'refused', 'withdrawn'] as const;
type End = (typeof END)[number];

/** The renewal goes as far as it is told to; no alarm fires by itself, because the clock is only set. */
async function renew(simulation: Simulation, renewal: Renewal, accepted: boolean, end: End): Promise<void> {
  if (renewal === 'none') return;
  const day = renewal === 'late' ? '2026-03-03' : '2026-03-02';
  const application = {
    ...{ caseId: 'c1', kind: 'RENEWAL', procedure: 'GENERAL', institution: BODY, affectsConditions: false },
    ...{ field: '20', sector: '34', materials: MATERIALS, certificate: { number: NUMBER } },
  };
  const step = (at: string, type: string, data: object, actor: Actor) => give(simulation, at, 'case-c1', type, data, actor);
  await step(`${day}T10:00:00`, 'SubmitApplication', application, applicant);
  if (!accepted) {
    // A correction notice that is still to be answered keeps it from being accepted by silence.
    const notice = { items: [{ material: 'M10', reason: '缺页' }], respondWithinWorkingDays: 90 };
    await step('2026-03-04T10:00:00', 'RequestCorrection', notice, staff('clerk'));
  } else {
    await step('2026-03-04T10:00:00', 'AcceptApplication', {}, staff('clerk'));
    await step('2026-03-06T10:00:00', 'PassDocumentReview', { checks: CHECKED }, staff('reviewer'));
  }
  await finish(simulation, '2026-03-20T10:00:00', end);
}
async function finish(simulation: Simulation, at: string, end: End): Promise<void> {
  const step = (type: string, data: object, actor: Actor) => give(simulation, at, 'case-c1', type, data, actor);
  if (end === 'granted') await step('GrantQualification', {}, staff('decision-maker'));
  if (end === 'refused') await step('RefuseQualification', { reasons: ['甲'] }, staff('decision-maker'));
  if (end === 'withdrawn') await step('WithdrawApplication', {}, applicant);
}

const typesIn = async ({ engine }: Simulation, stream = CERTIFICATE): Promise<string[]> =>
  (await engine.store.readStream(stream)).map(({ type }) => type);
const certificate = async ({ engine }: Simulation): Promise<Certificate> => (await engine.load(CERTIFICATE)).state as Certificate;

/** The alarms of that midnight: which of them comes when, and how often. */
const alarms = fc
  .array(fc.constantFrom('case', 'certificate'), { minLength: 0, maxLength: 5 })
  .map((first) => [...first, 'certificate', 'case', 'certificate']);
const ofCase = { id: 'case-c1/T41/1', version: 1 };
const ofCertificate = { id: `${CERTIFICATE}/T42/1`, version: 1 };

test('许可法50, 办法31: expired or renewed, exactly one of the two, whatever the order of the alarms', async () => {
  const scene = fc.record({
    renewal: fc.constantFrom<Renewal>('none', 'in time', 'late'),
    accepted: fc.boolean(),
    end: fc.constantFrom<End>(...END),
    alarms,
    together: fc.boolean(),
    /** What becomes of a renewal that is still open at midnight. */
    afterwards: fc.constantFrom<Exclude<End, 'none'>>('granted', 'refused', 'withdrawn'),
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ renewal, accepted, end, alarms: order, together, afterwards }) => {
      const simulation = createSimulation(law, time('2026-03-02T08:00:00'));
      const { engine, clock } = simulation;
      try {
        await register(simulation);
        await renew(simulation, renewal, accepted, end);
        clock.set(MIDNIGHT);
        const fire = (which: string) => engine.expire(which === 'case' ? ofCase : ofCertificate);
        if (together) await Promise.all(order.map(fire));
        else for (const which of order) await fire(which);
        await settled(engine);

        const granted = accepted && end === 'granted';
        const closed = renewal === 'none' || end === 'withdrawn' || (accepted && end === 'refused');
        const deemed = renewal === 'in time' && accepted && end === 'none';
        const events = await typesIn(simulation);
        if (renewal !== 'none' && (granted || deemed)) {
          expect(events).toEqual(['CertificateRegistered', 'CertificateRenewed']);
          expect((await certificate(simulation)).gaps).toBeUndefined();
          return;
        }
        if (closed) {
          expect(events).toEqual(['CertificateRegistered', 'CertificateExpired', 'CertificateCancelled']);
          return;
        }
        // Still open, without a promise: nothing is recorded, though everybody sees that the day is past.
        expect(events).toEqual(['CertificateRegistered']);
        expect(statusOn(await certificate(simulation), dateOf(clock.now()))).toBe('EXPIRED');
        const last = accepted ? afterwards : 'withdrawn';
        await finish(simulation, '2026-06-05T10:00:00', last);
        await settled(engine);
        expect(await typesIn(simulation)).toEqual(
          last === 'granted'
            ? ['CertificateRegistered', 'CertificateRenewed']
            : ['CertificateRegistered', 'CertificateExpired', 'CertificateCancelled'],
        );
        const [, expired] = await engine.store.readStream(CERTIFICATE);
        if (last !== 'granted') expect(expired?.effectiveAt).toBe(MIDNIGHT);
        else expect((await certificate(simulation)).gaps).toEqual([{ from: '2026-06-03', to: '2026-06-04' }]);
      } finally {
        await engine.close();
      }
    }),
    { numRuns: 150 },
  );
});

test('an open renewal keeps the last day of its certificate from being due, so that nothing turns round it', async () => {
  const simulation = createSimulation(law, time('2026-03-02T08:00:00'));
  await register(simulation);
  await renew(simulation, 'late', true, 'none');
  await simulation.advanceTo(time('2026-06-10T00:00:00'));
  expect(await typesIn(simulation)).toEqual(['CertificateRegistered']);
  await finish(simulation, '2026-06-10T10:00:00', 'withdrawn');
  await simulation.advanceTo(time('2026-06-11T00:00:00'));
  expect(await typesIn(simulation)).toEqual(['CertificateRegistered', 'CertificateExpired', 'CertificateCancelled']);
  await simulation.engine.close();
});

test('what has expired can no longer be renewed, and is named so', async () => {
  const simulation = createSimulation(law, time('2026-03-02T08:00:00'));
  await register(simulation);
  await simulation.advanceTo(time('2026-06-04T10:00:00'));
  const application = {
    ...{ caseId: 'c2', kind: 'RENEWAL', procedure: 'GENERAL', institution: BODY, affectsConditions: false },
    ...{ field: '20', sector: '34', materials: MATERIALS, certificate: { number: NUMBER } },
  };
  const answer = await give(simulation, '2026-06-04T10:00:00', 'case-c2', 'SubmitApplication', application, applicant);
  expect(answer).toBe('certificate-expired');
  await simulation.engine.close();
});

test('nor is a certificate changed that has gone since the receipt (办法31)', async () => {
  const simulation = createSimulation(law, time('2026-03-02T08:00:00'));
  await register(simulation);
  const application = {
    ...{ caseId: 'c3', kind: 'CHG_NAME', procedure: 'GENERAL', institution: BODY, affectsConditions: false },
    ...{ field: '20', sector: '34', changes: { name: '新名检测有限公司（虚构）' }, certificate: { number: NUMBER } },
    materials: ['M01', 'M13'].map((material) => ({ material })),
  };
  const step = (at: string, type: string, data: object, actor: Actor) => give(simulation, at, 'case-c3', type, data, actor);
  await simulation.advanceTo(time('2026-05-25T10:00:00'));
  expect(await step('2026-05-25T10:00:00', 'SubmitApplication', application, applicant)).toBe('done');
  expect(await step('2026-05-26T10:00:00', 'AcceptApplication', {}, staff('clerk'))).toBe('done');
  await simulation.advanceTo(time('2026-06-05T10:00:00'));
  expect((await certificate(simulation)).status).toBe('CANCELLED');
  expect(await step('2026-06-05T10:00:00', 'GrantQualification', {}, staff('decision-maker'))).toBe('certificate-not-alive');
  // Nobody else hears of the certificate.
  expect(await step('2026-06-05T10:00:00', 'GrantQualification', {}, staff('clerk'))).toBe('wrong-role');
  const stranger: Actor = { id: 'rival', role: 'applicant', uscc: '12620000438012348J' };
  expect(await step('2026-06-05T10:00:00', 'GrantQualification', {}, stranger)).toBe('case-not-found');
  const refusal = { reasons: ['证书已注销'] };
  expect(await step('2026-06-05T11:00:00', 'RefuseQualification', refusal, staff('decision-maker'))).toBe('done');
  await simulation.engine.close();
});
