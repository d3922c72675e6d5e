import { localDate } from '#kernel';
import type { ApplicationKind } from '#law';
import type { NamedDocument } from '../../apps/api/src/documents/named.js';
import { ACase, CHECKED, firstApplication } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';

const NUMBER = '202820340001';
const [BEFORE, AFTER] = [BODIES.river.name, '陇原新名环境检测有限公司（虚构）'];

let world: World;
afterEach(() => world.close());

async function givenCertificates(...validTo: readonly string[]): Promise<void> {
  world = await openWorld({ at: '2026-11-02T09:00' });
  for (const [n, day] of validTo.entries()) {
    const held = { number: numberOf(n), uscc: BODIES.river.uscc, holder: BEFORE, issuedOn: '2021-04-01', validTo: day };
    expect((await (await world.as('admin')).post('/api/certificates', held)).status).toBe(201);
  }
}
const numberOf = (n: number): string => `20282034000${n + 1}`;

const applicationOf = (kind: ApplicationKind, more: object = {}) => ({
  ...firstApplication(),
  ...{ kind, field: '20', sector: '34', certificate: { number: NUMBER } },
  materials: (world.host.law.policies.findInForce(localDate('2026-11-02'))?.materialsFor(kind) ?? [])
    .filter(({ requirement }) => requirement === 'M')
    .map(({ id }) => ({ material: id })),
  ...more,
});

async function submitted(kind: ApplicationKind, more: object = {}): Promise<ACase> {
  const one = new ACase(world);
  await one.gives('applicant', 'SubmitApplication', applicationOf(kind, more));
  return one;
}

async function granted(one: ACase): Promise<void> {
  await one.gives('clerk', 'AcceptApplication');
  if ((await one.file('clerk')).status === 'document-review')
    await one.gives('reviewer', 'PassDocumentReview', { checks: CHECKED });
  await one.gives('decider', 'GrantQualification', {});
  await world.settled();
}

const certificate = async (number = NUMBER) =>
  (await world.anybody.get<Record<string, unknown>>(`/api/public/certificates/${number}`)).body;
const record = async () =>
  (await (await world.as('supervisor')).get<{ facts: unknown }>(`/api/institutions/${BODIES.river.uscc}`)).body.facts;
const papers = async (one: ACase) =>
  (await (await world.as('applicant')).get<{ items: readonly NamedDocument[] }>(`/api/cases/${one.id}/documents`)).body.items;
const hints = async (one: ACase) => (await one.file('clerk')).warnings.map(({ code }) => code);

it('办法14: a change that is decided after another does not undo it; later papers say the present name, earlier ones stay', async () => {
  await givenCertificates('2027-03-31');
  const person = await submitted('CHG_LEGAL_REP', { changes: { legalRepresentative: '李四（虚构）' } });
  await granted(await submitted('CHG_NAME', { changes: { name: AFTER } }));
  expect(await certificate()).toMatchObject({ holder: AFTER });
  const early = await papers(person);
  await granted(person);
  expect(await certificate()).toMatchObject({ holder: AFTER });
  expect(await record()).toMatchObject({ name: AFTER, legalRepresentative: '李四（虚构）' });
  expect(await person.file()).toMatchObject({ institution: { name: AFTER }, formerName: BEFORE });

  const all = await papers(person);
  expect(all.slice(0, early.length)).toEqual(early);
  expect(JSON.stringify(early)).not.toContain(AFTER);
  for (const { addressee, paragraphs } of all.slice(early.length)) {
    expect(addressee.name).toBe(AFTER);
    expect(paragraphs.join()).toContain(`${AFTER}（原名称：${BEFORE}）`);
  }
  expect(all.length).toBeGreaterThan(early.length);
});

it('办法14: a name that is typed otherwise renames nobody', async () => {
  await givenCertificates('2027-03-31');
  const named = (name: string) => ({
    changes: { technicalLead: '王五（虚构）' },
    institution: { ...firstApplication().institution, name },
  });
  const one = new ACase(world);
  const problem = await one.refused('applicant', 'SubmitApplication', applicationOf('CHG_TECH_LEAD', named('另一名称（虚构）')));
  expect(problem).toMatchObject({
    status: 400,
    code: 'name-not-on-record',
    field: 'institution.name',
    allowed: [BEFORE, 'CHG_NAME'],
  });
  const typed = await submitted('CHG_TECH_LEAD', named(` ${BEFORE.replace('（', ' (').replace('）', ')')} `));
  expect((await typed.file()).institution.name).toBe(BEFORE);
  await granted(typed);
  expect(await certificate()).toMatchObject({ holder: BEFORE });
});

it('办法13: a term is renewed once, each certificate for itself, and the next application waits for the decision only', async () => {
  await givenCertificates('2027-03-31', '2027-03-31');
  const first = await submitted('RENEWAL');
  const second = await submitted('RENEWAL', { certificate: { number: numberOf(1) } });
  const again = new ACase(world);
  expect(await again.refused('applicant', 'SubmitApplication', applicationOf('RENEWAL'))).toMatchObject({
    code: 'open-case-exists',
  });
  await granted(first);
  expect(await certificate()).toMatchObject({ validTo: '2033-03-31' });
  expect(await again.refused('applicant', 'SubmitApplication', applicationOf('RENEWAL'))).toMatchObject({
    status: 409,
    code: 'already-renewed',
    allowed: ['after 2027-03-31'],
  });
  await granted(second);
  expect(await certificate(numberOf(1))).toMatchObject({ validTo: '2033-03-31' });

  const changes = { technicalLead: '王五（虚构）' };
  const lead = await submitted('CHG_TECH_LEAD', { changes });
  await lead.gives('clerk', 'AcceptApplication');
  await lead.gives('decider', 'GrantQualification', {});
  await submitted('CHG_TECH_LEAD', { changes: { technicalLead: '赵六（虚构）' } });

  await world.at('2027-04-01T10:00');
  expect(await hints(await submitted('RENEWAL'))).toContain('early-renewal');
});

it('a first application by a body that is qualified in the field is hinted at; its case shows the certificate it led to', async () => {
  await givenCertificates('2027-03-31');
  const materials = firstApplication().materials;
  const first = await submitted('INITIAL', { certificate: undefined, materials });
  expect(await hints(first)).toEqual(['certificate-held']);
  const other = { certificate: undefined, materials, field: '12', sector: '05', procedure: 'COMMITMENT' };
  await first.gives('applicant', 'WithdrawApplication', {});
  const one = await submitted('INITIAL', other);
  expect(await hints(one)).toEqual([]);
  await one.gives('applicant', 'SignCommitment', { signatory: '张三（虚构）' });
  await one.gives('decider', 'AcceptSelfDeclaration', {});
  await world.settled();
  const { certificate: shown, detail } = await one.file();
  expect(shown).toEqual({ number: (detail as { certificateNumber: string }).certificateNumber, validTo: '2032-11-02' });
});

it('the hint about a legal representative does not depend on how the dot in the name is typed', async () => {
  world = await openWorld({ at: '2026-11-02T09:00' });
  const as = (body: (typeof BODIES)[keyof typeof BODIES], legalRepresentative: string) => ({
    ...firstApplication(body),
    institution: { ...firstApplication(body).institution, legalRepresentative },
  });
  const other = new ACase(world);
  await other.gives('rival', 'SubmitApplication', as(BODIES.hill, '吐尔逊·买买提'));
  await other.gives('clerk', 'DeclineApplication', { reasons: ['材料虚假（虚构）'], falsehood: true });
  await world.settled();
  for (const dot of ['•', '・', '‧', '．', ' · ']) {
    const one = new ACase(world);
    await one.gives('applicant', 'SubmitApplication', as(BODIES.river, `吐尔逊${dot}买买提`));
    expect(await one.file('clerk')).toMatchObject({ hints: [{ hint: 'same-legal-representative', uscc: BODIES.hill.uscc }] });
    await one.gives('applicant', 'WithdrawApplication', {});
  }
  const supervisor = await world.as('supervisor');
  const name = BODIES.hill.name.replace('（', '(');
  expect((await supervisor.get<{ total: number }>('/api/institutions', { name })).body.total).toBe(1);
});
