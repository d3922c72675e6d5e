import { ACase, firstApplication, TEAM } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';

const REMEDIES = {
  reconsideration: '自知道本决定之日起60日内，可以依法申请行政复议',
  litigation: '自知道本决定之日起6个月内，可以依法向人民法院提起行政诉讼',
};

let world: World;
afterEach(() => world.close());

it('a refusal, after the head has extended the time for it: with reasons and remedies', async () => {
  world = await openWorld({ at: '2026-11-02T10:00' });
  const one = new ACase(world);
  await one.when('2026-11-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await one.when('2026-11-04T10:00', 'clerk', 'AcceptApplication');
  await one.when('2026-11-05T10:00', 'clerk', 'CommissionReview', { team: TEAM });
  await one.when('2026-11-12T10:00', 'reviewer', 'ConcludeReview', { conclusion: '不符合' });
  expect((await one.file('decider')).permittedActions).toEqual(['RefuseQualification', 'TellHearingRight', 'OpenHearing']);
  expect(await one.refused('decider', 'GrantQualification', {})).toMatchObject({
    status: 409,
    code: 'conclusion-forbids-grant',
    allowed: ['RefuseQualification'],
  });
  expect(await one.refused('decider', 'RefuseQualification', { reasons: [] })).toMatchObject({ status: 400, field: 'reasons' });
  expect(await one.refused('decider', 'ExtendDecision', { reason: '案情复杂' })).toMatchObject({
    status: 403,
    allowed: ['head'],
  });

  await one.when('2026-11-24T10:00', 'head', 'ExtendDecision', { reason: '案情复杂' });
  expect(await one.refused('head', 'ExtendDecision', { reason: '再次延长' })).toMatchObject({
    status: 409,
    code: 'already-extended',
  });
  await one.when('2026-12-01T10:00', 'decider', 'RefuseQualification', { reasons: ['关键设备不具备', '授权签字人不符合要求'] });

  expect(await one.file()).toMatchObject({
    status: 'refused',
    detail: { reasons: ['关键设备不具备', '授权签字人不符合要求'], remedies: REMEDIES },
    permittedActions: [],
  });
  expect(await one.events()).toEqual([
    '2026-11-02T10:00 ApplicationReceived, applicant',
    '2026-11-04T10:00 ApplicationAccepted, clerk',
    '2026-11-05T10:00 ReviewCommissioned, clerk',
    '2026-11-12T10:00 ReviewConcluded, reviewer',
    '2026-11-24T10:00 DecisionExtended, head',
    '2026-12-01T10:00 QualificationRefused, decision-maker',
  ]);
  expect(await one.clocks()).toEqual([
    'T01 met 2026-11-02 > 2026-11-09, ended 2026-11-04, counted 2',
    // 11-05, 06, 09 … 12. Thirty: 11-13 (7), 16 … 20 (12), 23 … 27 (17), 30 … 12-04 (22), 07 … 11 (27), 14 … 16.
    'T11 met 2026-11-04 > 2026-12-16, ended 2026-11-12, counted 6',
    // 11-13, 16 … 20, 23 … 27, 30, 12-01. Ten end on 11-26, twenty after 11-27, 30 … 12-04 (16), 07 … 10 on 12-10.
    'T22 met 2026-11-12 > 2026-12-10, ended 2026-12-01, counted 13, extended 10',
  ]);
  // authority: 11-02 … 05 (4), 13, 16 … 20, 23 … 27, 30, 12-01 (13). expert: 11-06, 09 … 12 (5). law: four weekends (8).
  expect(await one.ledger()).toEqual({ from: '2026-11-02', to: '2026-12-01', authority: 17, applicant: 0, expert: 5, law: 8 });
  expect((await world.anybody.get(`/api/public/certificates`, { uscc: BODIES.river.uscc })).body).toMatchObject({ total: 0 });
  expect(await world.host.readModels.deadlines(undefined, 10)).toEqual([]);

  // What is closed stays closed, and stands in the way of nothing.
  expect(await one.refused('decider', 'GrantQualification', {})).toMatchObject({
    status: 409,
    code: 'wrong-state',
    allowed: ['RecordRefusalSetAside'],
  });
  await new ACase(world).when('2026-12-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
});

it('an application that is declined at the window', async () => {
  world = await openWorld({ at: '2026-11-02T10:00' });
  const one = new ACase(world);
  await one.when('2026-11-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await one.when('2026-11-03T10:00', 'clerk', 'DeclineApplication', { reasons: ['不属于本机关职权范围'] });
  expect(await one.file()).toMatchObject({
    status: 'declined',
    detail: { reasons: ['不属于本机关职权范围'], remedies: REMEDIES },
  });
  expect(await one.clocks()).toEqual(['T01 met 2026-11-02 > 2026-11-09, ended 2026-11-03, counted 1']);
});

it('an application that its applicant withdraws', async () => {
  world = await openWorld({ at: '2026-11-02T10:00' });
  const one = new ACase(world);
  await one.when('2026-11-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await one.when('2026-11-04T10:00', 'applicant', 'WithdrawApplication', { reason: '另行申请' });
  expect(await one.file()).toMatchObject({ status: 'withdrawn', detail: { deemed: false } });
  await world.at('2026-12-01T10:00');
  expect(await one.events()).toHaveLength(2);
});
