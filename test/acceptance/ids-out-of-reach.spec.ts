import { randomUUID } from 'node:crypto';
import { uuidv5 } from '#event-store';
import { ACase, firstApplication } from './a-case.js';
import { BODIES, type Who } from './people.js';
import { openWorld, type World } from './world.js';

/**
 * Whatever the engine does after an event goes by an id that follows from that event, whose id once followed from the key of the client.
 * Whoever worked out the one from the other, and spent it as a key of theirs beforehand, had the engine believe that it had acted.
 */
const idOnceOf = (key: string, errand: string, event = '0'): string => uuidv5(uuidv5(key, event), errand);

let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
});
afterAll(() => world.close());

/** Spent as it was: on an application, which is taken in. */
async function spend(key: string, who: Who, body: (typeof BODIES)[keyof typeof BODIES]): Promise<void> {
  const one = new ACase(world);
  await one.gives(who, 'SubmitApplication', firstApplication(body), { key });
  await one.gives(who, 'WithdrawApplication', {});
}

const record = async (uscc: string) =>
  (await (await world.as('supervisor')).get<Record<string, unknown>>(`/api/institutions/${uscc}`)).body;

const commitment = { ...firstApplication(), procedure: 'COMMITMENT' } as const;
const signed = { signatory: '张三（虚构）', title: '法定代表人' };

it('办法12: the bar after a withdrawn commitment comes, whatever key was spent before', async () => {
  const one = new ACase(world);
  await one.gives('applicant', 'SubmitApplication', commitment);
  const key = randomUUID();
  await spend(idOnceOf(key, 'record-commitment-withdrawal'), 'rival', BODIES.hill);
  await one.gives('applicant', 'WithdrawCommitment', { reason: '甲' }, { key });
  await world.settled();
  expect(await new ACase(world).refused('applicant', 'SubmitApplication', commitment)).toMatchObject({
    code: 'commitment-not-eligible',
    basis: ['办法12'],
  });
  const general = new ACase(world);
  await general.gives('applicant', 'SubmitApplication', firstApplication());
  await general.gives('applicant', 'WithdrawApplication', {});
});

it('a grant becomes a certificate, and a signed commitment is on record', async () => {
  const one = new ACase(world);
  await one.gives('rival', 'SubmitApplication', { ...commitment, institution: firstApplication(BODIES.hill).institution });
  const [signing, deciding] = [randomUUID(), randomUUID()];
  await spend(idOnceOf(signing, 'record-commitment'), 'applicant', BODIES.river);
  await one.gives('rival', 'SignCommitment', signed, { key: signing });
  // A decision on a commitment is three events: the acceptance, the commitment, the grant.
  await spend(idOnceOf(deciding, 'commission-verification', '1'), 'applicant', BODIES.river);
  await spend(idOnceOf(deciding, 'issue-certificate', '2'), 'applicant', BODIES.river);
  await one.gives('decider', 'AcceptSelfDeclaration', {}, { key: deciding });
  await world.settled();
  const number = '262812050001';
  expect(await one.file('clerk')).toMatchObject({ status: 'granted', detail: { certificateNumber: number } });
  expect((await world.anybody.get(`/api/public/certificates/${number}`)).body).toMatchObject({ number, status: 'VALID' });
  expect(await record(BODIES.hill.uscc)).toMatchObject({ commitments: [{ caseId: one.id }] });
});

it('办法33: a refusal for falsehood bars, whatever key was spent before', async () => {
  const one = new ACase(world);
  await one.gives('applicant', 'SubmitApplication', firstApplication());
  const key = randomUUID();
  await spend(idOnceOf(key, 'impose-ban'), 'rival', BODIES.hill);
  await one.gives('clerk', 'DeclineApplication', { reasons: ['材料虚假'], falsehood: true }, { key });
  await world.settled();
  expect(await new ACase(world).refused('applicant', 'SubmitApplication', firstApplication())).toMatchObject({
    code: 'body-banned',
  });
});

it('nothing was dropped and nothing is left to do', async () => {
  expect((await world.anybody.get('/ready')).body).toMatchObject({ processes: 'caught-up', errands: { open: 0 } });
  expect((await (await world.as('admin')).get('/api/errands')).body).toMatchObject({ total: 0 });
  expect(world.log.filter((line) => line.startsWith('error'))).toEqual([]);
});
