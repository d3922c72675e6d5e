import type { CertificateChanges } from '#case';
import type { ApplicationKind } from '#law';
import type { Page, QueueTask } from '#read-models';
import { ACase, firstApplication, TEAM } from './a-case.js';
import type { Query } from './http-client.js';
import { BODIES, type Body, type Who } from './people.js';
import { openWorld, type World } from './world.js';

const { river, hill } = BODIES;
const CERTIFICATES = new Map<Body, string>([
  [river, '202812050001'],
  [hill, '202802280001'],
]);

let world: World;
const cases: Record<string, ACase> = {};

const CHANGES: Readonly<Partial<Record<ApplicationKind, CertificateChanges>>> = {
  CHG_NAME: { name: '新名称检测有限公司（虚构）' },
  CHG_LEGAL_REP: { legalRepresentative: '李四（虚构）' },
  CHG_TOP_MGR: { topManager: '李四（虚构）' },
  CHG_TECH_LEAD: { technicalLead: '王五（虚构）' },
};

/** An application of any kind with every material that its list asks for. */
function application(kind: ApplicationKind, body: Body): ReturnType<typeof firstApplication> {
  const policy = world.host.law.policies.byLabel('CMA-2021/2+REV-2023/2');
  const materials = policy.materialsNeeded(kind, { procedure: 'GENERAL', field: '12' });
  return {
    ...firstApplication(body),
    kind,
    ...(CHANGES[kind] === undefined ? {} : { changes: CHANGES[kind] }),
    materials: materials.map(({ id }) => ({ material: id })),
    ...(policy.kind(kind).needsCertificate ? { certificate: { number: CERTIFICATES.get(body)! } } : {}),
  };
}

async function given(name: string, at: string, who: 'applicant' | 'rival', kind: ApplicationKind): Promise<ACase> {
  const one = new ACase(world);
  cases[name] = one;
  await one.when(at, who, 'SubmitApplication', application(kind, who === 'applicant' ? river : hill));
  return one;
}

/** Two bodies, ten tasks, on Monday 2026-03-16; what is with an applicant, or closed, is nobody's task. */
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-09T08:00' });
  const admin = await world.as('admin');
  for (const [{ uscc, name }, number] of CERTIFICATES) {
    const taken = await admin.post('/api/certificates', {
      number,
      uscc,
      holder: name,
      issuedOn: '2021-01-01',
      validTo: '2026-12-31',
    });
    expect(taken.status).toBe(201);
  }
  // Received on Monday the 9th, due on the 16th: accepted at once.
  const onSite = await given('on site', '2026-03-09T09:00', 'applicant', 'INITIAL');
  const claimed = await given('claimed', '2026-03-09T10:00', 'applicant', 'RENEWAL');
  const free = await given('free', '2026-03-09T11:00', 'rival', 'RENEWAL');
  const postponed = await given('postponed', '2026-03-09T12:00', 'rival', 'SCOPE_EXT');
  for (const one of [onSite, claimed, free, postponed]) await one.when('2026-03-10T09:00', 'clerk', 'AcceptApplication');
  await claimed.when('2026-03-10T10:00', 'reviewer', 'ClaimDocumentReview');
  await postponed.when('2026-03-10T10:00', 'clerk', 'CommissionReview', { team: TEAM });
  // Without a review: the decision is due twenty working days after the acceptance.
  const change = await given('change', '2026-03-10T11:00', 'rival', 'CHG_NAME');
  await change.when('2026-03-10T12:00', 'clerk', 'AcceptApplication');
  // Due on the 17th, 18th, 19th and 20th.
  await given('due 17', '2026-03-10T13:00', 'applicant', 'CHG_LEGAL_REP');
  await postponed.when('2026-03-11T10:00', 'reviewer', 'PostponeReview', { reason: '申请人请求延期' });
  await given('due 18', '2026-03-11T13:00', 'rival', 'INITIAL');
  await given('due 19', '2026-03-12T13:00', 'applicant', 'CHG_TOP_MGR');
  await given('due 20', '2026-03-13T13:00', 'applicant', 'BRANCH');
  const correcting = await given('correcting', '2026-03-13T14:00', 'rival', 'BRANCH');
  await correcting.when('2026-03-13T15:00', 'clerk', 'RequestCorrection', {
    items: [{ material: 'M10', reason: '缺页' }],
    respondWithinWorkingDays: 10,
  });
  const withdrawn = await given('withdrawn', '2026-03-13T15:00', 'rival', 'CHG_TECH_LEAD');
  await withdrawn.when('2026-03-13T16:00', 'rival', 'WithdrawApplication');
  await world.at('2026-03-16T09:00');
});
afterAll(() => world.close());

async function queue(who: Who, query: Query = {}): Promise<Page<QueueTask>> {
  const { status, body } = await (await world.as(who)).get<Page<QueueTask>>('/api/queue', query);
  expect(status).toBe(200);
  return body;
}

const nameOf = (id: string): string => Object.keys(cases).find((name) => cases[name]?.id === id) ?? id;
const names = async (who: Who, query?: Query): Promise<string[]> =>
  (await queue(who, query)).items.map(({ caseId }) => nameOf(caseId));

it('shows each role its own tasks, the most pressing first', async () => {
  // The review of 2026-03-10 is due on 2026-04-22, the tasks at the window before that.
  expect(await names('clerk')).toEqual(['due 17', 'due 18', 'due 19', 'due 20', 'on site']);
  expect((await names('reviewer')).sort()).toEqual(['claimed', 'free']);
  expect(await names('decider')).toEqual(['change']);
  expect(await names('head')).toEqual(['change']);
  expect(await names('reviewing-decider')).toHaveLength(3);
  expect(await names('supervisor')).toHaveLength(8);
});

it('tells limit, last day, working days left and colour', async () => {
  const { items } = await queue('supervisor');
  const lines = items.map((task) => [
    nameOf(task.caseId),
    task.next,
    task.dueLimit,
    task.due,
    task.remainingWorkingDays,
    task.colour,
  ]);
  expect(lines).toEqual(
    expect.arrayContaining([
      ['due 17', 'AcceptApplication', 'T01', '2026-03-17', 1, 'yellow'],
      ['due 18', 'AcceptApplication', 'T01', '2026-03-18', 2, 'green'],
      // Thirty working days: 03-11 … 13 (3), 16 … 20 (8), 23 … 27 (13), 30 … 04-03 (18), 07 … 10 (22), 13 … 17 (27), 20, 21, 22.
      ['on site', 'CommissionReview', 'T11', '2026-04-22', 26, 'green'],
      // Twenty: 03-11 … 04-03 (18), 04-07, 08.
      ['change', 'GrantQualification', 'T23', '2026-04-08', 16, 'green'],
    ]),
  );
});

it.each<[Query, string[]]>([
  [{ kind: 'INITIAL' }, ['due 18', 'on site']],
  [{ next: 'AcceptApplication' }, ['due 17', 'due 18', 'due 19', 'due 20']],
  [{ colour: 'yellow' }, ['due 17']],
  [{ colour: 'green', role: 'clerk' }, ['due 18', 'due 19', 'due 20', 'on site']],
  [{ colour: 'grey' }, []],
  [{ colour: 'red' }, []],
  [{ institution: '黄河' }, ['change', 'due 18', 'free']],
  [{ institution: '%' }, []],
  [{ claimed: 'free', role: 'reviewer', kind: 'RENEWAL' }, ['free']],
  [{ role: 'decision-maker' }, ['change']],
])('filters by %j', async (query, expected) => {
  expect((await names('supervisor', query)).sort()).toEqual(expected);
});

it('knows who has claimed what', async () => {
  expect((await names('reviewer', { claimed: 'me' })).sort()).toEqual(['claimed']);
  expect(await names('colleague', { claimed: 'me' })).toEqual([]);
  expect(await names('colleague', { claimed: 'free' })).toEqual(['free']);
});

it('shows nobody the tasks of a role that is not theirs', async () => {
  expect(await names('clerk', { role: 'reviewer' })).toEqual([]);
  expect((await (await world.as('applicant')).get('/api/queue')).status).toBe(403);
});

it('sorts by receipt', async () => {
  const inOrder = ['on site', 'claimed', 'free', 'change', 'due 17', 'due 18', 'due 19', 'due 20'];
  expect(await names('supervisor', { sort: 'received' })).toEqual(inOrder);
});

it.each(['due', 'received'])('pages through everything once, sorted by %s', async (sort) => {
  const whole = await names('supervisor', { sort });
  const pages = await Promise.all([1, 2, 3, 4].map((page) => queue('supervisor', { sort, page, size: 4 })));
  expect(pages.map(({ items, total, page, size }) => [items.length, total, page, size])).toEqual([
    [4, 8, 1, 4],
    [4, 8, 2, 4],
    [0, 8, 3, 4],
    [0, 8, 4, 4],
  ]);
  expect(pages.flatMap(({ items }) => items.map(({ caseId }) => nameOf(caseId)))).toEqual(whole);
});

it('turns red when the day is over', async () => {
  await world.at('2026-04-09T09:00');
  // One that was accepted on the 10th, and one that by silence counts as accepted on the 10th.
  expect((await names('decider', { colour: 'red' })).sort()).toEqual(['change', 'due 17']);
  expect((await queue('decider')).items[0]).toMatchObject({ due: '2026-04-08', remainingWorkingDays: -1, colour: 'red' });
});

it('lists the cases of a body, the newest first', async () => {
  const applicant = await world.as('applicant');
  const list = async (query: Query): Promise<string[]> =>
    (await applicant.get<Page<{ caseId: string }>>('/api/cases', query)).body.items.map(({ caseId }) => nameOf(caseId));
  expect(await list({})).toEqual(['due 20', 'due 19', 'due 17', 'claimed', 'on site']);
  expect(await list({ kind: 'RENEWAL' })).toEqual(['claimed']);
  expect(await list({ status: 'document-review' })).toEqual(['claimed']);
  expect(await list({ page: 2, size: 2 })).toEqual(['due 17', 'claimed']);
});

it('hides no task that stays and shows none twice, whatever comes and goes between two pages', async () => {
  await given('before', '2026-04-09T10:00', 'rival', 'CHG_TOP_MGR');
  await given('behind', '2026-04-09T11:00', 'applicant', 'CHG_TECH_LEAD');
  const whole = await names('clerk', { sort: 'received' });
  const first = await queue('clerk', { sort: 'received', size: 2 });
  const [gone, stays] = first.items.map(({ caseId }) => nameOf(caseId));
  await cases[gone ?? '']?.gives(gone === 'on site' || gone === 'behind' ? 'applicant' : 'rival', 'WithdrawApplication');
  await given('new', '2026-04-09T12:00', 'rival', 'CHG_LEGAL_REP');

  const rest = await names('clerk', { sort: 'received', after: first.next ?? '' });
  expect([gone, stays, ...rest]).toEqual([...whole, 'new']);
  // By its number the second page begins one task too late.
  expect(await names('clerk', { sort: 'received', page: 2, size: 2 })).not.toContain(rest[0]);

  const clerk = await world.as('clerk');
  for (const query of [{ after: 'x' }, { after: first.next ?? '' }, { after: first.next ?? '', sort: 'received', page: 1 }]) {
    expect(await clerk.get('/api/queue', query)).toMatchObject({ status: 400, body: { code: 'input-invalid', field: 'after' } });
  }
});
