import { randomUUID } from 'node:crypto';
import { ENGINE } from '#kernel';
import type { InstitutionView, Page } from '#read-models';
import type { Problem } from '../../apps/api/src/http/problem.js';
import { ACase, firstApplication, TEAM } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';
import { visits } from './after-a-grant.js';

let world: World;
afterEach(() => world.close());

const { post, get } = visits(() => world);

it('办法33: false papers cost a year, to the day; lifted, the way is open again', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await one.when('2026-03-03T10:00', 'clerk', 'AcceptApplication');
  await one.when('2026-03-04T10:00', 'clerk', 'CommissionReview', { form: 'ON_SITE', team: TEAM });
  await one.when('2026-03-05T10:00', 'reviewer', 'ConcludeReview', { conclusion: '不符合' });
  await one.when('2026-03-10T10:00', 'decider', 'RefuseQualification', { reasons: ['提供虚假材料'], falsehood: true });
  await world.settled();
  const file = `/api/institutions/${BODIES.river.uscc}`;
  expect(await get<InstitutionView>('applicant', file)).toMatchObject({
    bans: [
      { entry: `ban:case-${one.id}`, ground: 'falsehood', on: '2026-03-10', until: '2027-03-10', basis: '办法33、许可法78' },
    ],
  });
  await world.at('2027-03-10T23:59');
  expect((await post<Problem>('applicant', '/api/cases', firstApplication())).body).toMatchObject({ code: 'body-banned' });
  await world.at('2027-03-11T00:00');
  expect((await post('applicant', '/api/cases', firstApplication())).status).toBe(201);
});

it('the record of a body: recorded by the supervisor, taken into its applications, lifted with a reason, hinted at by its representative', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const hill = `/api/institutions/${BODIES.hill.uscc}`;
  const facts = { name: BODIES.hill.name, legalRepresentative: '张三', source: '营业执照' };
  expect((await post('supervisor', `${hill}/register-facts`, facts)).body.events).toEqual(['FactsRegistered']);
  expect((await post('supervisor', `${hill}/record-credit-class`, { class: 'C', source: '2026' })).status).toBe(200);
  await world.host.engine.execute({
    ...{ commandId: randomUUID(), stream: `institution-${BODIES.hill.uscc}`, actor: ENGINE },
    command: {
      type: 'ImposeBan',
      data: { uscc: BODIES.hill.uscc, ground: 'falsehood', from: '2026-02-10', source: 'case-x', name: BODIES.hill.name },
    },
  });
  expect(await get<InstitutionView>('rival', hill)).toMatchObject({ standing: { bannedUntil: '2027-02-10', creditClass: 'C' } });
  expect((await (await world.as('applicant')).get(hill)).status).toBe(404);
  const { items } = await get<Page<object>>('supervisor', '/api/institutions?banned=true');
  expect(items).toMatchObject([{ uscc: BODIES.hill.uscc, legalRepresentative: '张三', bannedUntil: '2027-02-10' }]);

  // Another body of the same person: a hint for the window, and nothing more.
  const one = new ACase(world);
  const institution = { ...firstApplication().institution, legalRepresentative: '张三' };
  await one.when('2026-03-02T11:00', 'applicant', 'SubmitApplication', { ...firstApplication(), institution });
  expect(await one.file('clerk')).toMatchObject({ hints: [{ hint: 'same-legal-representative', uscc: BODIES.hill.uscc }] });
  expect(await one.file('applicant')).not.toHaveProperty('hints');

  const lift = { entry: 'ban:case-x', reason: '复议决定撤销原决定' };
  expect((await post('clerk', `${hill}/lift-entry`, lift)).body).toMatchObject({ code: 'wrong-role', allowed: ['supervisor'] });
  expect((await post('supervisor', `${hill}/lift-entry`, lift)).status).toBe(200);
  expect(await get<InstitutionView>('supervisor', hill)).toMatchObject({
    standing: expect.not.objectContaining({ bannedUntil: expect.anything() }),
    bans: [{ entry: 'ban:case-x', lifted: { reason: '复议决定撤销原决定' } }],
  });
  expect(await one.file('clerk')).toMatchObject({ hints: [] });
});

it('a body that nobody has heard of has no file; one with a case has an empty one', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const supervisor = await world.as('supervisor');
  const file = `/api/institutions/${BODIES.river.uscc}`;
  expect(await supervisor.get(file)).toMatchObject({ status: 404, body: { code: 'institution-not-found' } });
  expect(await (await world.as('applicant')).get(file)).toMatchObject({ status: 200, body: { revision: -1 } });

  await new ACase(world).gives('applicant', 'SubmitApplication', firstApplication());
  await world.settled();
  const known = await supervisor.get<InstitutionView>(file);
  expect([known.status, known.body.revision, known.headers.get('etag')]).toEqual([200, -1, null]);

  await supervisor.post(`${file}/record-credit-class`, { class: 'B', source: '示例' });
  const entered = await supervisor.get<InstitutionView>(file);
  expect([entered.body.revision, entered.headers.get('etag')]).toEqual([0, '"0"']);
});
