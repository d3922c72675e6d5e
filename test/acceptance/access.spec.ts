import { randomUUID } from 'node:crypto';
import { caseCommands, commandsIn, type CaseFile, type CommandName } from '#case';
import type { Role } from '#kernel';
import { pinnedPolicy } from '#law';
import { caseOf, type MyCase, type Page } from '#read-models';
import type { CommandAnswer } from '../../apps/api/src/commands.js';
import { ACase, addressOf, firstApplication } from './a-case.js';
import type { Answer, HttpClient, Query } from './http-client.js';
import { PAYLOADS } from './payloads.js';
import { BODIES, type Who } from './people.js';
import { openWorld, type World } from './world.js';

const COMMANDS = (Object.keys(caseCommands) as CommandName[]).filter((name) => !caseCommands[name].by.includes('engine'));
const OF_A_CASE = COMMANDS.filter((name) => name !== 'SubmitApplication');
const WHO: Readonly<Record<Exclude<Role, 'engine'>, Who>> = {
  applicant: 'applicant',
  clerk: 'clerk',
  reviewer: 'reviewer',
  'decision-maker': 'decider',
  head: 'head',
  supervisor: 'supervisor',
  admin: 'admin',
};

let world: World;
let one: ACase;

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
});
afterAll(() => world.close());

const give = async (client: HttpClient, name: CommandName, caseId: string, ifMatch?: string): Promise<Answer> =>
  client.post(addressOf(name, caseId), await world.named(PAYLOADS[name]), ifMatch === undefined ? {} : { ifMatch });

const fileOf = async (caseId: string): Promise<CaseFile> => {
  const state = caseOf((await world.host.engine.load(`case-${caseId}`)).state);
  if (state === undefined) throw new Error('there is no case');
  return state.file;
};

/** All of an answer but what names the single request. */
const told = ({ status, body, headers }: Answer): object => {
  const { instance: _request, ...problem } = body as { instance?: string };
  return { status, problem, etag: headers.get('etag') };
};

describe('an applicant of another body', () => {
  const MISSING = '0000-0000-0000';
  const notThere = { status: 404, body: { code: 'case-not-found' } };

  it.each(['', '/history', '/history?asOf=2026-03-02T10:00:00%2B08:00'])(
    'sees no more of GET …%s than of a case that is not there',
    async (path) => {
      const rival = await world.as('rival');
      const foreign = await rival.get(`/api/cases/${one.id}${path}`);
      expect(foreign).toMatchObject(notThere);
      expect(told(foreign)).toEqual(told(await rival.get(`/api/cases/${MISSING}${path}`)));
    },
  );

  it.each(OF_A_CASE)('gives %s to a foreign case as to none', async (name) => {
    const rival = await world.as('rival');
    for (const ifMatch of [undefined, '"0"', '"77"']) {
      const foreign = await give(rival, name, one.id, ifMatch);
      expect(foreign).toMatchObject(notThere);
      expect(told(foreign)).toEqual(told(await give(rival, name, MISSING, ifMatch)));
    }
  });

  it('gets nothing for the Idempotency-Key and the content of a command that was not theirs: keys are their own', async () => {
    const [applicant, rival] = [await world.as('applicant'), await world.as('rival')];
    const key = randomUUID();
    const content = { ...firstApplication(), kind: 'BRANCH' };
    const { body } = await applicant.post<CommandAnswer>('/api/cases', content, { key });
    const notTheirs = { status: 403, body: { code: 'not-your-institution' } };
    expect(await rival.post('/api/cases', content, { key })).toMatchObject(notTheirs);
    const withdrawal = [addressOf('WithdrawApplication', body.caseId), {}, { key: randomUUID() }] as const;
    expect((await applicant.post(...withdrawal)).status).toBe(200);
    expect(await rival.post(...withdrawal)).toMatchObject(notThere);
    const own = await rival.post<CommandAnswer>(
      '/api/cases',
      { ...content, ...firstApplication(BODIES.hill), kind: 'BRANCH' },
      { key },
    );
    expect(own.status).toBe(201);
    expect(own.body.caseId).not.toBe(body.caseId);
    expect((await rival.post(addressOf('WithdrawApplication', own.body.caseId), {})).status).toBe(200);
  });

  it('finds it in no list', async () => {
    const rival = await world.as('rival');
    const theirs = (await rival.get<Page<MyCase>>('/api/cases')).body;
    expect(new Set(theirs.items.map(({ uscc }) => uscc))).toEqual(new Set([BODIES.hill.uscc]));
    const { items } = (await (await world.as('applicant')).get<Page<MyCase>>('/api/cases')).body;
    expect(items.map(({ caseId }) => caseId)).toContain(one.id);
  });

  it('applies for nobody else', async () => {
    const rival = await world.as('rival');
    expect(await rival.post('/api/cases', firstApplication(BODIES.river))).toMatchObject({
      status: 403,
      body: { code: 'not-your-institution', field: 'institution.uscc' },
    });
  });
});

/** Licensing Law art. 34, 办法29: whoever applies does not handle it, whatever else they are. */
describe('somebody who applied and is also staff', () => {
  let own: ACase;

  beforeAll(async () => {
    own = new ACase(world);
    await own.gives('insider', 'SubmitApplication', { ...firstApplication(), kind: 'BRANCH' });
  });

  it.each(['AcceptApplication', 'DeclineApplication', 'RequestCorrection'] as const)('may not give %s to it', async (name) => {
    expect(await give(await world.as('insider'), name, own.id)).toMatchObject({ status: 403, body: { code: 'four-eyes' } });
  });

  it('is offered none of it', async () => {
    expect((await own.file('insider')).permittedActions).toEqual(['WithdrawApplication']);
    expect((await own.file('clerk')).permittedActions).toContain('AcceptApplication');
  });
});

/** Whoever may give a command, and may not give it now: who may at all is in permissions.ts. */
describe.each(OF_A_CASE.filter((name) => !caseCommands[name].in.includes('received')))('%s', (name) => {
  it.each(caseCommands[name].by)('is for the role %s, but not in this state', async (role) => {
    const file = await fileOf(one.id);
    // Received under the rules in force: there are no others to move to.
    const allowed = commandsIn('received', { file, policy: pinnedPolicy(world.host.law, file.policy) }).filter(
      (one) => one !== 'RepinPolicy',
    );
    expect(await give(await world.as(WHO[role as keyof typeof WHO]), name, one.id)).toMatchObject({
      status: 409,
      body: { code: 'wrong-state', allowed },
    });
  });
});

describe('people to be named in a command', () => {
  const named = async (query: Query = {}): Promise<string[]> => {
    const { body } = await (await world.as('clerk')).get<{ items: { displayName: string }[] }>('/api/people', query);
    return body.items.map(({ displayName }) => displayName).sort();
  };

  it('are staff, by role, with an active account', async () => {
    const colleague = await world.as('colleague');
    await world.as('reviewing-decider');
    const reviewers = ['insider', 'reviewer', 'reviewing-decider'];
    expect(await named({ role: 'reviewer' })).toEqual(['colleague', ...reviewers]);
    expect(await named()).not.toContain('admin');
    world.host.identity.setDisabled('colleague', true);
    expect(await named({ role: 'reviewer' })).toEqual(reviewers);
    const team = [{ id: '@reviewer', leader: true }, { id: colleague.account.id }];
    const answer = await (await world.as('clerk')).post(addressOf('CommissionReview', one.id), await world.named({ team }));
    expect(answer).toMatchObject({ status: 400, body: { code: 'assessor-unknown', field: 'team[1].id' } });
    world.host.identity.setDisabled('colleague', false);
  });
});
