import type { InstitutionView } from '#read-models';
import { ACase, firstApplication, TEAM } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';

const FILE = `/api/institutions/${BODIES.river.uscc}`;
const COMMITMENT = { ...firstApplication(), procedure: 'COMMITMENT' } as const;

let world: World;
beforeEach(async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
});
afterEach(() => world.close());

const record = async () => (await (await world.as('supervisor')).get<InstitutionView>(FILE)).body;
const enter = async (what: string, data: object) =>
  (await (await world.as('supervisor')).post<{ events: string[]; code?: string }>(`${FILE}/${what}`, data)).body;

it('办法12: after a withdrawn commitment the next application is a general one; its decision opens the commitment again', async () => {
  const first = new ACase(world);
  await first.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', COMMITMENT);
  await first.when('2026-03-02T11:00', 'applicant', 'WithdrawCommitment', { reason: '场所尚在装修' });
  await world.settled();
  expect((await record()).standing).toMatchObject({ commitmentBarred: 'withdrawn-commitment' });

  const general = new ACase(world);
  await general.when('2026-03-03T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await general.when('2026-03-04T10:00', 'clerk', 'AcceptApplication');
  await general.when('2026-03-05T10:00', 'clerk', 'CommissionReview', { team: TEAM });
  await general.when('2026-03-06T10:00', 'reviewer', 'ConcludeReview', { conclusion: '不符合' });
  expect((await record()).standing).toMatchObject({ commitmentBarred: 'withdrawn-commitment' });
  await general.when('2026-03-09T10:00', 'decider', 'RefuseQualification', { reasons: ['评审结论为不符合'] });
  await world.settled();

  const { standing, withdrawals, events } = await record();
  expect(standing).not.toHaveProperty('commitmentBarred');
  expect(withdrawals).toMatchObject([{ source: '场所尚在装修', endedBy: general.id }]);
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['CommitmentWithdrawalRecorded', 'CommitmentReopened']));
  await new ACase(world).when('2026-03-10T10:00', 'applicant', 'SubmitApplication', COMMITMENT);
});

it('监督管理办法20: the credit class is on the record, and the same one is entered once', async () => {
  const graded = { class: 'C', source: '2026年信用风险分类（示例）' };
  expect((await enter('record-credit-class', graded)).events).toEqual(['CreditClassRecorded']);
  expect((await enter('record-credit-class', graded)).events).toEqual([]);
  expect((await record()).creditClass).toEqual({ ...graded, on: '2026-03-02' });
});

it('an entry that was wrong no longer counts, and stays in the file with the reason', async () => {
  const breach = { what: '超出资质认定范围出具报告', source: '甘市监罚〔2026〕1号（示例）' };
  expect((await enter('record-breach', breach)).events).toEqual(['BreachRecorded']);
  const [entered] = (await record()).breaches;
  expect(entered).toMatchObject({ ...breach, on: '2026-03-02' });
  const lifting = { entry: entered?.entry ?? '', reason: '复议决定撤销原决定' };
  expect((await enter('lift-entry', { ...lifting, entry: 'breach:nobody' })).code).toBe('entry-not-found');
  expect((await enter('lift-entry', lifting)).events).toEqual(['EntryLifted']);
  expect((await record()).breaches).toMatchObject([{ ...breach, lifted: { on: '2026-03-02', reason: lifting.reason } }]);
});
