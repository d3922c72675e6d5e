import { randomUUID } from 'node:crypto';
import { caseCommands, commandsIn, type CaseFile, type CommandName } from '#case';
import { ROLES, type Role } from '#kernel';
import { caseOf, type MyCase, type Page } from '#read-models';
import type { CommandAnswer } from '../../apps/api/src/commands.js';
import { offerOf, type LaterCommandName } from '../../apps/api/src/http/offers.js';
import { ACase, addressOf, firstApplication, routeOf } from './a-case.js';
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
const PEOPLES_ROLES = ROLES.filter((role) => role !== 'engine');

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

  it('gets nothing for the Idempotency-Key and the content of a command that was not theirs', async () => {
    const [applicant, rival] = [await world.as('applicant'), await world.as('rival')];
    const key = randomUUID();
    const content = { ...firstApplication(), kind: 'BRANCH' };
    const { body } = await applicant.post<CommandAnswer>('/api/cases', content, { key });
    const reused = { status: 409, body: { code: 'idempotency-key-reused' } };
    expect(await rival.post('/api/cases', content, { key })).toMatchObject(reused);
    const withdrawal = [addressOf('WithdrawApplication', body.caseId), {}, { key: randomUUID() }] as const;
    expect((await applicant.post(...withdrawal)).status).toBe(200);
    expect(await rival.post(...withdrawal)).toMatchObject(reused);
  });

  it('finds it in no list', async () => {
    const rival = await world.as('rival');
    expect((await rival.get('/api/cases')).body).toMatchObject({ items: [], total: 0 });
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

/** From the one table that the server refuses by: every command, seven roles and nobody. */
describe.each(COMMANDS)('%s', (name) => {
  const { by, in: statuses } = caseCommands[name];

  it('is not for those who are not signed in', async () => {
    expect(await give(world.anybody, name, one.id)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  });

  it.each(PEOPLES_ROLES.filter((role) => !by.includes(role)))('is not for the role %s', async (role) => {
    const before = await world.host.engine.store.head();
    const answer = await give(await world.as(WHO[role]), name, one.id);
    expect(answer).toMatchObject({ status: 403, body: { code: 'wrong-role', allowed: by } });
    expect(await world.host.engine.store.head()).toBe(before);
  });

  const elsewhere = by.filter(() => name !== 'SubmitApplication' && !statuses.includes('received'));
  if (elsewhere.length > 0) {
    it.each(elsewhere)('is for the role %s, but not in this state', async (role) => {
      // Received under the rules in force: there are no others to move to.
      const allowed = commandsIn('received', await fileOf(one.id)).filter((one) => one !== 'RepinPolicy');
      expect(await give(await world.as(WHO[role as keyof typeof WHO]), name, one.id)).toMatchObject({
        status: 409,
        body: { code: 'wrong-state', allowed },
      });
    });
  }
});

/** Every other route: a new one without a line here fails. */
const OTHER_ROUTES: Readonly<Record<string, readonly Role[] | 'everybody'>> = {
  'GET /health': 'everybody',
  'GET /ready': 'everybody',
  'POST /api/sessions': 'everybody',
  'GET /api/guide': 'everybody',
  'GET /api/guide/{kind}': 'everybody',
  'GET /api/public/certificates': 'everybody',
  'GET /api/public/certificates/{number}': 'everybody',
  'GET /api/policies': 'everybody',
  'GET /api/policies/{label}': 'everybody',
  'GET /api/calendars/{year}': 'everybody',
  'POST /api/policies': ['admin'],
  'POST /api/calendars': ['admin'],
  'POST /api/policy/dry-run': ['admin', 'supervisor'],
  'DELETE /api/sessions/current': PEOPLES_ROLES,
  'GET /api/me': PEOPLES_ROLES,
  'PUT /api/me/password': PEOPLES_ROLES,
  'GET /api/me/sessions': PEOPLES_ROLES,
  'DELETE /api/me/sessions/{sessionId}': PEOPLES_ROLES,
  'GET /api/cases': PEOPLES_ROLES,
  'GET /api/cases/{caseId}': PEOPLES_ROLES,
  'GET /api/cases/{caseId}/documents': PEOPLES_ROLES,
  'GET /api/cases/{caseId}/documents/{order}': PEOPLES_ROLES,
  'GET /api/certificates/{number}/documents': PEOPLES_ROLES,
  'GET /api/certificates/{number}/documents/{order}': PEOPLES_ROLES,
  'GET /api/cases/{caseId}/history': PEOPLES_ROLES,
  'GET /api/eligibility': ['applicant'],
  'GET /api/queue': ['clerk', 'reviewer', 'decision-maker', 'head', 'supervisor'],
  'GET /api/people': ['clerk', 'reviewer', 'decision-maker', 'head', 'supervisor'],
  'GET /api/accounts': ['admin'],
  'POST /api/accounts': ['admin'],
  'PUT /api/accounts/{accountId}/roles': ['admin'],
  'PUT /api/accounts/{accountId}/display-name': ['admin'],
  'POST /api/accounts/{accountId}/close': ['admin'],
  'POST /api/accounts/{accountId}/reopen': ['admin'],
  'POST /api/accounts/{accountId}/reset-password': ['admin'],
  'GET /api/accounts/{accountId}/sessions': ['admin'],
  'DELETE /api/accounts/{accountId}/sessions': ['admin'],
  'DELETE /api/accounts/{accountId}/sessions/{sessionId}': ['admin'],
  'GET /api/approvals': ['admin', 'supervisor'],
  'GET /api/approvals/{approvalId}': ['admin', 'supervisor'],
  'POST /api/approvals/{approvalId}/approve': ['admin'],
  'POST /api/approvals/{approvalId}/turn-down': ['admin'],
  'POST /api/certificates': ['admin'],
  'PUT /api/institutions/{uscc}/standing': ['supervisor'],
  'GET /api/data-sources': ['admin', 'supervisor'],
  'POST /api/shared-records': ['admin'],
  'GET /api/public/false-commitments': 'everybody',
  'GET /api/revocations': PEOPLES_ROLES,
  'GET /api/inspections': PEOPLES_ROLES,
  'GET /api/inspections/{caseId}': PEOPLES_ROLES,
  'GET /api/certificates/{number}': PEOPLES_ROLES,
  'GET /api/institutions': ['clerk', 'decision-maker', 'head', 'supervisor'],
  'GET /api/institutions/{uscc}': ['applicant', 'clerk', 'decision-maker', 'head', 'supervisor'],
};

/** Commands of a verification, of a certificate and of a body's record, by their place. */
const PLACES: readonly (readonly [place: string, names: readonly LaterCommandName[]])[] = [
  [
    'inspections/{caseId}',
    ['AppointInspectors', 'ConcludeVerification', 'SubmitVerificationRectification', 'CheckVerificationRectification'],
  ],
  [
    'certificates/{number}',
    [
      ...(['OpenRevocation', 'SuspendRevocation', 'ResumeRevocation', 'ExtendRevocation'] as const),
      ...(['RecordStatement', 'RevokeCertificate', 'CloseRevocation'] as const),
    ],
  ],
  ['institutions/{uscc}', ['RegisterFacts', 'RecordCreditClass', 'RecordBreach', 'LiftEntry']],
];
const LATER = PLACES.flatMap(([place, names]) => names.map((name) => [name, `/api/${place}/${routeOf(name)}`] as const));

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

/** What is not there is told only to whoever may ask for it. */
describe.each(LATER)('%s', (name, template) => {
  const { by } = offerOf(name);
  const path = template
    .replace('{caseId}', '0000-0000-0000')
    .replace('{uscc}', BODIES.river.uscc)
    .replace('{number}', '262812050001');

  it('is not for those who are not signed in', async () => {
    expect(await world.anybody.post(path, PAYLOADS[name])).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  });

  it.each(PEOPLES_ROLES)('answers the role %s as the table says', async (role) => {
    const { status, body } = await (await world.as(WHO[role])).post(path, await world.named(PAYLOADS[name]));
    if (!by.includes(role)) expect([status, body]).toMatchObject([403, { code: 'wrong-role', allowed: by }]);
    else expect([200, 404, 409]).toContain(status);
  });
});

const SAFE = Object.entries(OTHER_ROUTES).filter(([route]) => !route.startsWith('DELETE'));

describe.each(SAFE)('%s', (route, allowed) => {
  const [method = '', template = ''] = route.split(' ');
  const call = (client: HttpClient, verb = method): Promise<Answer> => {
    const path = template
      .replace('{caseId}', one.id)
      .replace('{order}', '1')
      .replace('{uscc}', BODIES.river.uscc)
      .replace('{number}', '262812050001');
    return client.send(verb, path, method === 'GET' ? undefined : '{}');
  };

  it(allowed === 'everybody' ? 'is open' : 'is closed to those who are not signed in', async () => {
    const { status, body } = await call(world.anybody);
    if (allowed !== 'everybody') expect([status, body]).toMatchObject([401, { code: 'not-signed-in' }]);
    else expect([200, 400, 404]).toContain(status);
    if (method === 'GET') expect((await call(world.anybody, 'HEAD')).status).toBe(status);
  });

  if (allowed !== 'everybody') {
    it.each(PEOPLES_ROLES)(`answers the role %s as declared`, async (role) => {
      const { status, body } = await call(await world.as(WHO[role]));
      // A body of {} gets past the guard, and no further.
      if (allowed.includes(role)) expect(method === 'GET' ? [200, 404] : [400, 404]).toContain(status);
      else expect([status, body]).toMatchObject([403, { code: 'wrong-role', allowed }]);
    });
  }
});

it('declares every route of the server', async () => {
  const { paths } = (await world.anybody.get<{ paths: Record<string, object> }>('/openapi.json')).body;
  const offered = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const ofCommands = COMMANDS.map((name) => `POST ${addressOf(name, '{caseId}')}`);
  const later = LATER.map(([, path]) => `POST ${path}`);
  expect(offered.sort()).toEqual([...ofCommands, ...later, ...Object.keys(OTHER_ROUTES)].sort());
});
