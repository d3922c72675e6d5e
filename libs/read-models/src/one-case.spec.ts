import { localDate } from '#kernel';
import { caseOf, viewCaseFile, viewHistory } from './index.js';
import { applicantOf, BODIES, certificateOf, CHECKED, law, openWorld, staff, time, type World } from './world.testing.js';

const [A, B, C] = BODIES;
let world: World;

beforeAll(async () => {
  world = await openWorld('2026-03-02');
  await world.submit('2026-03-02', 'C1', A, 'RENEWAL');
  await world.submit('2026-03-02', 'C2', B, 'CANCEL');
  await world.submit('2026-03-02', 'C3', C, 'RENEWAL');
  await world.give('2026-03-03', 'C2', 'AcceptApplication');
  await world.give('2026-03-04', 'C2', 'GrantQualification');
  await world.give('2026-03-04', 'C1', 'AcceptApplication');
  await world.give('2026-03-05', 'C1', 'PassDocumentReview', { checks: CHECKED });
  await world.give('2026-03-06', 'C1', 'GrantQualification');
  await world.pass('2026-03-31');
});
afterAll(() => world.end());

const load = async (caseId: string) => {
  const { state, revision } = await world.engine.load(`case-${caseId}`);
  const open = caseOf(state);
  if (open === undefined) throw new Error('no such case');
  return { state: open, revision };
};

describe('the register', () => {
  const entry = async (number: string, today: string) => (await world.readModels.certificate(number, localDate(today)))?.status;

  test('valid to its last day, expired after it', async () => {
    // The engine was off on the last day: nobody has looked at the renewal of C yet.
    expect(await entry(certificateOf(C), '2026-12-31')).toBe('VALID');
    expect(await entry(certificateOf(C), '2027-01-01')).toBe('EXPIRED');
    expect(await entry('202820349999', '2026-12-31')).toBeUndefined();
  });

  test('renewed, cancelled', async () => {
    expect(await world.readModels.certificate(certificateOf(A), localDate('2026-12-31'))).toEqual({
      number: certificateOf(A),
      holder: A.name,
      uscc: A.uscc,
      field: '20',
      issuedOn: '2020-12-31',
      validTo: '2032-12-31',
      status: 'VALID',
    });
    expect(await entry(certificateOf(A), '2033-01-01')).toBe('EXPIRED');
    expect(await entry(certificateOf(B), '2033-01-01')).toBe('CANCELLED');
  });

  test('by holder and body, page by page', async () => {
    const find = (more: object) => world.readModels.register({ page: 1, size: 2, ...more }, localDate('2026-03-31'));
    expect(await find({})).toMatchObject({ total: 3, items: [{ holder: A.name }, { holder: B.name }] });
    expect(await find({ page: 2 })).toMatchObject({ total: 3, items: [{ holder: C.name }] });
    expect(await find({ holder: '天水' })).toMatchObject({ total: 1, items: [{ uscc: C.uscc }] });
    expect(await find({ uscc: B.uscc })).toMatchObject({ total: 1, items: [{ status: 'CANCELLED' }] });
    expect(await find({ holder: '_' })).toMatchObject({ total: 0, items: [] });
  });

  test('a deemed renewal says so', async () => {
    const other = await openWorld('2026-03-02');
    try {
      await other.submit('2026-03-02', 'C1', A, 'RENEWAL');
      await other.pass('2027-01-01T00:00:00');
      expect(await other.readModels.certificate(certificateOf(A), localDate('2027-01-01'))).toMatchObject({
        status: 'DEEMED_RENEWED',
        validTo: '2032-12-31',
      });
    } finally {
      await other.end();
    }
  });
});

describe('one case', () => {
  test('everything on one screen', async () => {
    const { state, revision } = await load('C3');
    const view = viewCaseFile(state, revision, [staff('reviewer'), staff('clerk')], law, time('2026-03-31'));
    expect(view).toMatchObject({
      caseId: 'C3',
      revision: 1,
      status: 'document-review', // nobody answered at the window
      turn: { of: 'authority', next: 'PassDocumentReview', due: '2026-04-14', limit: 'T11', colour: 'green' },
      receivedAt: '2026-03-02T10:00:00+08:00',
      acceptedAt: '2026-03-02T10:00:00+08:00',
      certificate: { number: certificateOf(C), validTo: '2026-12-31' },
      lateRenewal: false,
      detail: {},
    });
    expect(view.permittedActions).toEqual([
      'ClaimDocumentReview',
      'PassDocumentReview',
      'FailDocumentReview',
      'OrderOnSiteReview',
      'CommissionReview',
      'ExplainDelay', // the silence at the window
    ]);
    expect(view.materials[0]).toEqual({
      id: 'M01/1',
      material: 'M01',
      name: law.policies.byLabel(view.policy).materialsFor('RENEWAL')[0]?.zh,
    });
    expect(view.clocks.map(({ limit, state: clock }) => [limit, clock])).toEqual([
      ['T01', 'lapsed'],
      ['T11', 'running'],
      ['T41', 'running'],
    ]);
    expect(viewCaseFile(state, revision, [applicantOf(B)], law, time('2026-03-31')).permittedActions).toEqual([]);
  });

  test('its history, with the owner of each day', async () => {
    const { state } = await load('C1');
    const events = await world.store.readStream('case-C1');
    const history = viewHistory(state, events, law, time('2026-03-31T00:00:00'));
    expect(history.events.map(({ n, type, by, person }) => [n, type, by, person])).toEqual([
      [0, 'ApplicationReceived', 'applicant', applicantOf(A).id],
      [1, 'ApplicationAccepted', 'clerk', 'clerk'],
      [2, 'DocumentReviewPassed', 'reviewer', 'reviewer'],
      [3, 'QualificationGranted', 'decision-maker', 'decision-maker'],
      [4, 'CertificateReady', 'engine', 'engine'],
      [5, 'TimeLimitBreached', 'engine', 'engine'], // seven working days for the delivery ended on 03-17
    ]);
    expect(history.events.every(({ policy }) => policy === 'CMA-2021/2+REV-2023/2+ENV-2025/1')).toBe(true);
    expect(history).toMatchObject({
      asOf: '2026-03-31T00:00:00+08:00',
      ledger: { from: '2026-03-02', to: '2026-03-30', law: 8, authority: 21 },
    });
  });
});
