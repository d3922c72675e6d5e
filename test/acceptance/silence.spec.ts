import type { Page, QueueTask } from '#read-models';
import { ACase, firstApplication, TEAM } from './a-case.js';
import { openWorld, type World } from './world.js';

let world: World;
afterEach(() => world.close());

/** Calendar of 2026 used here: 02-14 worked, 02-16 … 20 and 02-23 off, 02-28 worked (春节). */
it('silence at the window: accepted by law, dated back to the receipt', async () => {
  world = await openWorld({ at: '2026-02-13T10:00' });
  const one = new ACase(world);
  await one.when('2026-02-13T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await world.at('2026-02-27T23:59:59');
  expect(await one.file()).toMatchObject({ status: 'received', turn: { due: '2026-02-27', colour: 'yellow' } });

  await world.at('2026-02-28T00:00');
  expect(await one.file()).toMatchObject({ status: 'awaiting-commission', acceptedAt: '2026-02-13T10:00:00+08:00' });
  expect(await one.events()).toEqual([
    '2026-02-13T10:00 ApplicationReceived, applicant',
    '2026-02-28T00:00 ApplicationDeemedAccepted, engine, as of 2026-02-13T10:00',
  ]);
  expect(await one.clocks()).toEqual([
    // 02-14, 24 … 27.
    'T01 lapsed 2026-02-13 > 2026-02-27, ended 2026-02-27, counted 5',
    // It has run since the receipt. 02-14, 24 … 28 (6), 03-02 … 06 (11), 09 … 13 (16), 16 … 20 (21), 23 … 27 (26), 30 … 04-02.
    'T11 running 2026-02-13 > 2026-04-02, counted 5',
  ]);
  // authority: 02-13, 14, 24 … 27; law: 02-15 … 23.
  expect(await one.ledger()).toEqual({ from: '2026-02-13', to: '2026-02-27', authority: 6, applicant: 0, expert: 0, law: 9 });
  expect(await one.refused('clerk', 'AcceptApplication')).toMatchObject({ status: 409, code: 'wrong-state' });
  expect(await one.refused('clerk', 'DeclineApplication', { reasons: ['材料不实'] })).toMatchObject({
    status: 409,
    code: 'wrong-state',
  });
  await one.when('2026-02-28T10:00', 'clerk', 'CommissionReview', { team: TEAM });
});

it('silence of the applicant: what is not corrected in time counts as withdrawn', async () => {
  world = await openWorld({ at: '2026-04-27T10:00' });
  const one = new ACase(world);
  await one.when('2026-04-27T10:00', 'applicant', 'SubmitApplication', firstApplication());
  const items = [{ material: 'M10', reason: '缺少典型检验检测报告' }];
  await one.when('2026-04-28T10:00', 'clerk', 'RequestCorrection', { items, respondWithinWorkingDays: 5 });
  await world.at('2026-05-08T23:59:59');
  expect((await one.file()).status).toBe('awaiting-correction');

  await world.at('2026-05-09T00:00');
  expect(await one.file()).toMatchObject({ status: 'withdrawn', detail: { deemed: true }, permittedActions: [] });
  expect((await one.events()).at(-1)).toBe('2026-05-09T00:00 ApplicationDeemedWithdrawn, engine');
  expect(await one.clocks()).toEqual([
    // 04-28; five end after 29, 30, 05-06 on 05-07.
    'T01 met 2026-04-27 > 2026-05-07, ended 2026-04-28, counted 1',
    // 04-29, 30, 05-06, 07, 08.
    'T03 lapsed 2026-04-28 > 2026-05-08, ended 2026-05-08, counted 5',
  ]);
  // authority: 04-27, 28; the applicant's, days off included: 04-29 … 05-09, the day on which it ended at 00:00 left out.
  expect(await one.ledger()).toEqual({ from: '2026-04-27', to: '2026-05-08', authority: 2, applicant: 10, expert: 0, law: 0 });
  expect(await one.refused('applicant', 'SupplyCorrection', { items: [{ material: 'M10' }] })).toMatchObject({
    code: 'wrong-state',
  });
  await new ACase(world).when('2026-05-09T10:00', 'applicant', 'SubmitApplication', firstApplication());
});

it('an overrun at the decision: a breach on record once, never a grant; the grant comes late', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await one.when('2026-03-03T10:00', 'clerk', 'AcceptApplication');
  await one.when('2026-03-04T10:00', 'clerk', 'CommissionReview', { team: TEAM });
  await one.when('2026-03-10T10:00', 'reviewer', 'ConcludeReview', { conclusion: '符合' });
  await world.at('2026-03-24T23:59:59');
  expect((await one.file()).turn).toMatchObject({ due: '2026-03-24', colour: 'yellow' });

  await world.at('2026-03-30T10:00');
  expect(await one.file()).toMatchObject({ status: 'awaiting-decision', turn: { due: '2026-03-24', colour: 'red' } });
  const { items } = (await (await world.as('decider')).get<Page<QueueTask>>('/api/queue', { colour: 'red' })).body;
  // 03-25, 26, 27 and the day in progress.
  expect(items).toEqual([expect.objectContaining({ caseId: one.id, remainingWorkingDays: -4 })]);
  expect((await world.anybody.get('/api/public/certificates')).body).toMatchObject({ total: 0 });
  await world.host.alarms.sweepNow();
  await world.host.engine.expire({ id: `case-${one.id}/T22/1`, version: 1 });
  expect(await one.refused('head', 'ExtendDecision', { reason: '案情复杂' })).toMatchObject({
    status: 409,
    code: 'nothing-to-extend',
  });

  await one.when('2026-04-08T10:00', 'decider', 'GrantQualification', {});
  await world.settled();
  await one.when('2026-04-10T10:00', 'clerk', 'DeliverCertificate');
  expect((await one.events()).slice(3)).toEqual([
    '2026-03-10T10:00 ReviewConcluded, reviewer',
    '2026-03-25T00:00 TimeLimitBreached, engine',
    '2026-04-08T10:00 QualificationGranted, decision-maker',
    '2026-04-08T10:00 CertificateReady, engine',
    '2026-04-10T10:00 CertificateDelivered, clerk',
  ]);
  expect((await one.history()).events[4]).toMatchObject({ data: { limit: 'T22', run: 1, due: '2026-03-24' }, person: 'engine' });
  expect((await one.clocks()).slice(2)).toEqual([
    // 03-11 … 13 (3), 16 … 20 (8), 23, 24 are ten; then 25 … 27 (13), 30 … 04-03 (18), 07, 08.
    'T22 breached 2026-03-10 > 2026-03-24, ended 2026-04-08, counted 20',
    // 04-09, 10; seven end after 13 … 16 on 04-17.
    'T31 met 2026-04-08 > 2026-04-17, ended 2026-04-10, counted 2',
  ]);
});
