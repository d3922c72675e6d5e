import { dateOf, localDate } from '#kernel';
import { COMPLIANCE_GROUPS, NONE, OUTCOMES, type ClocksAsked } from './compliance/query.js';
import { applicantOf, BODIES, certificateOf, CHECKED, openWorld, staff, TEAM, type World } from './world.testing.js';

const [A, B, C] = BODIES;
const TODAY = localDate('2026-03-20');
let world: World;

// C1: accepted in time, its review runs. C2: accepted by silence. C3: its review stands still. C4: withdrawn. C5: decided late.
beforeAll(async () => {
  world = await openWorld('2026-01-05');
  const { submit, give } = world;
  await submit('2026-01-05T09:00:00', 'C5', A, 'CHG_SIGNATORY');
  await give('2026-01-06T09:00:00', 'C5', 'AcceptApplication');
  await give('2026-01-07T09:00:00', 'C5', 'PassDocumentReview', { checks: CHECKED }, staff('reviewer', 'other'));
  await submit('2026-03-02T09:00:00', 'C1', A, 'RENEWAL');
  await submit('2026-03-02T10:00:00', 'C2', B, 'RENEWAL');
  await submit('2026-03-02T11:00:00', 'C3', C, 'INITIAL');
  await give('2026-03-04T09:00:00', 'C1', 'AcceptApplication');
  await give('2026-03-05T09:00:00', 'C3', 'AcceptApplication');
  await give('2026-03-06T09:00:00', 'C3', 'CommissionReview', { team: TEAM });
  await give('2026-03-09T09:00:00', 'C3', 'PostponeReview', { reason: '停电' });
  await submit('2026-03-16T09:00:00', 'C4', B, 'CHG_NAME');
  await give('2026-03-17T09:00:00', 'C4', 'WithdrawApplication', { reason: '改期' }, applicantOf(B));
  await give('2026-03-18T09:00:00', 'C5', 'GrantQualification');
  await world.pass('2026-03-20T09:00:00');
});
afterAll(() => world.end());

const list = async (asked: ClocksAsked = {}, today = TODAY) =>
  (await world.readModels.compliance({ size: 100, ...asked }, today)).items;
const clock = async (caseId: string, limit: string, today = TODAY) =>
  (await list({ limit }, today)).find(({ stream }) => stream === `case-${caseId}`);

describe('every clock', () => {
  test('that ended says who ended it, on which day, after how many of its days and with how many left', async () => {
    expect(await clock('C1', 'T01')).toEqual({
      ...{ stream: 'case-C1', limit: 'T01', run: 1, party: 'authority', kind: 'RENEWAL', procedure: 'GENERAL' },
      ...{ started: '2026-03-02', due: '2026-03-09', provisional: false, ended: '2026-03-04', person: 'clerk' },
      ...{ outcome: 'met', days: 2, margin: 3 },
    });
  });

  test('that the law ended is told apart from what somebody did in time', async () => {
    expect(await clock('C2', 'T01')).toMatchObject({ outcome: 'lapsed', person: 'engine', ended: '2026-03-09', margin: 0 });
  });

  test('that was met too late says by how many working days', async () => {
    const [late] = await list({ outcome: 'late' });
    expect(late).toMatchObject({ stream: 'case-C5', person: 'decision-maker', ended: '2026-03-18' });
    expect(late?.margin).toBeLessThan(0);
  });

  test('that runs has its margin by the day of looking, and is overdue once that is below zero', async () => {
    expect(await clock('C1', 'T11')).toMatchObject({ outcome: 'running', ended: null, days: null, person: null });
    const due = localDate((await clock('C1', 'T11'))?.due ?? '');
    expect((await clock('C1', 'T11', due))?.margin).toBe(0);
    expect(await clock('C1', 'T11', localDate('2026-12-30'))).toMatchObject({ outcome: 'overdue' });
    expect((await clock('C1', 'T11', localDate('2026-12-30')))?.margin).toBeLessThan(0);
  });

  test('that stands still is neither late nor in time', async () => {
    expect(await clock('C3', 'T11')).toMatchObject({ outcome: 'stopped', due: null, margin: null, days: 2 });
  });

  test('ends with its case', async () => {
    expect(await clock('C4', 'T01')).toMatchObject({ outcome: 'met', person: applicantOf(B).id, ended: '2026-03-17' });
    expect((await list()).filter(({ stream, ended }) => stream === 'case-C4' && ended === null)).toEqual([]);
  });

  test('but that of a certificate, which is nobody’s work', async () => {
    expect((await list()).filter(({ stream }) => stream.includes(certificateOf(A)))).toEqual([]);
  });
});

describe('a period', () => {
  test('has the clocks that ended in it, and those open that are due in it, its first and last day included', async () => {
    const day = '2026-03-04';
    expect((await list({ from: day, to: day })).map(({ stream, limit }) => [stream, limit])).toEqual([['case-C1', 'T01']]);
    const due = (await clock('C1', 'T11'))?.due ?? '';
    expect((await list({ from: due, to: due })).map(({ stream }) => stream)).toContain('case-C1');
    expect(await list({ from: '2025-01-01', to: '2025-12-31' })).toEqual([]);
  });
});

describe.each(COMPLIANCE_GROUPS)('counted by %s', (by) => {
  const days: [string, string][] = [
    ['2026-03-20', 'the day itself'],
    ['2026-12-30', 'a day by which what ran is overdue'],
  ];
  test.each(days)('every figure of %s is as long as the list it opens', async (text) => {
    const today = localDate(text);
    const counts = await world.readModels.complianceCounts({ by }, today);
    const all = await list({}, today);
    expect(counts.reduce((sum, { total }) => sum + total, 0)).toBe(all.length);
    for (const count of counts) {
      expect(OUTCOMES.reduce((sum, outcome) => sum + count[outcome], 0)).toBe(count.total);
      if (by === 'month') continue;
      for (const outcome of OUTCOMES) {
        const listed = await list({ [by]: count.key ?? NONE, outcome }, today);
        expect(listed.map((one) => one.outcome)).toEqual(Array.from({ length: count[outcome] }, () => outcome));
      }
      const ended = (await list({ [by]: count.key ?? NONE }, today)).filter((one) => one.ended !== null);
      expect(count.ended).toBe(ended.length);
      expect(count.longestDays).toBe(ended.length === 0 ? null : Math.max(...ended.map((one) => one.days ?? 0)));
    }
  });
});

test('a clock of today is read by the day that the engine has', () => {
  expect(dateOf(world.clock.now())).toBe(TODAY);
});
