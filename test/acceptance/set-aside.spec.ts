import type { InstitutionView } from '#read-models';
import { ACase, firstApplication, TEAM } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';

let world: World;
afterEach(() => world.close());

const SET_ASIDE = {
  instrument: { authority: '示例省人民政府（虚构）', number: '示政复决〔2026〕1号（虚构）', date: '2026-05-11' as never },
  orders: '责令重新作出',
  reason: '主要事实不清、证据不足',
} as const;

it('a refusal for falsehood that is set aside: the ban falls, the case is decided anew and otherwise', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await one.when('2026-03-03T10:00', 'clerk', 'AcceptApplication');
  await one.when('2026-03-04T10:00', 'clerk', 'CommissionReview', { form: 'ON_SITE', team: TEAM });
  await one.when('2026-03-05T10:00', 'reviewer', 'ConcludeReview', { conclusion: '符合' });
  await one.when('2026-03-10T10:00', 'decider', 'RefuseQualification', { reasons: ['提供虚假材料'], falsehood: true });
  await world.settled();
  const record = async () =>
    (await (await world.as('applicant')).get<InstitutionView>(`/api/institutions/${BODIES.river.uscc}`)).body;
  expect((await record()).standing).toMatchObject({ bannedUntil: '2027-03-10' });

  await world.at('2026-05-12T10:00');
  expect(await one.refused('decider', 'RecordRefusalSetAside', SET_ASIDE)).toMatchObject({ status: 403, allowed: ['head'] });
  expect((await one.file('head')).permittedActions).toEqual(['RecordRefusalSetAside']);
  const early = { ...SET_ASIDE, instrument: { ...SET_ASIDE.instrument, date: '2026-03-09' as never } };
  expect(await one.refused('head', 'RecordRefusalSetAside', early)).toMatchObject({
    status: 400,
    code: 'instrument-date-invalid',
    field: 'instrument.date',
  });
  await one.gives('head', 'RecordRefusalSetAside', SET_ASIDE);
  await world.settled();
  expect((await record()).standing.bannedUntil).toBeUndefined();
  expect((await record()).bans).toMatchObject([{ entry: `ban:case-${one.id}`, lifted: { on: '2026-05-12' } }]);
  expect(await one.file()).toMatchObject({
    status: 'awaiting-decision',
    turn: { of: 'authority', limit: 'T25', due: '2026-05-26' },
    setAside: [{ reasons: ['提供虚假材料'], refusedOn: '2026-03-10', on: '2026-05-12', orders: '责令重新作出' }],
  });
  expect(JSON.stringify((await one.file()).setAside)).not.toContain('refusedBy');

  expect(await one.refused('decider', 'RefuseQualification', { reasons: ['提供虚假材料'] })).toMatchObject({
    status: 409,
    code: 'same-reasons-again',
  });
  await one.when('2026-05-20T10:00', 'decider', 'GrantQualification');
  await world.settled();
  expect((await one.file()).status).toBe('granted');
});

it('an application that the body has handed in anew holds the place: first the one, then the other', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await one.when('2026-03-03T10:00', 'clerk', 'DeclineApplication', { reasons: ['不属于本机关职权范围'] });
  const other = new ACase(world);
  await other.when('2026-03-04T10:00', 'applicant', 'SubmitApplication', firstApplication());
  const ordered = { ...SET_ASIDE, instrument: { ...SET_ASIDE.instrument, date: '2026-03-05' as never } };
  await world.at('2026-03-05T10:00');
  expect(await one.refused('head', 'RecordRefusalSetAside', ordered)).toMatchObject({ status: 409, code: 'open-case-exists' });
  await other.gives('applicant', 'WithdrawApplication', { reason: '原申请恢复审查' });
  await one.gives('head', 'RecordRefusalSetAside', ordered);
  expect((await one.file('clerk')).permittedActions).toEqual(expect.arrayContaining(['AcceptApplication', 'DeclineApplication']));
});
