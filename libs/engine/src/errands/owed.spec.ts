import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, openSqliteStore, type RecordedEvent } from '#event-store';
import { ENGINE, instant, isRejection, localDate, type Actor, type Role } from '#kernel';
import { PROCESSES } from '#processes';
import { loadLaw, openEmbedded, SimulatedClock } from '../index.js';

const law = loadLaw();
const START = instant('2026-03-02T10:00:00+08:00');
const NUMBER = '202820340001';
const BODY = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）', address: '示例路1号' };
const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: BODY.uscc };
const staff = (role: Role, id: string = role): Actor => ({ id, role });
const materials = law.policies
  .get('CMA-2021', localDate('2026-03-02'))
  .materialsFor('INITIAL')
  .filter(({ requirement }) => requirement === 'M')
  .map(({ id }) => ({ material: id }));
const application = (procedure: string) => ({
  ...{ caseId: 'c1', kind: 'INITIAL', procedure, institution: BODY, affectsConditions: false, field: '20', sector: '34' },
  materials,
});

const TERM = { issuedOn: localDate('2022-12-31'), validTo: localDate('2028-12-30') };
const renamed = (caseId: string, name: string, before = BODY.name) => ({
  ...{ caseId, kind: 'CHG_NAME', procedure: 'GENERAL', institution: { ...BODY, name: before }, affectsConditions: false },
  ...{ field: '20', sector: '34', changes: { name }, certificate: { number: NUMBER } },
  materials: ['M01', 'M13'].map((material) => ({ material })),
});

type Given = readonly [type: string, data: object, by: Actor];
const WITHDRAWN: readonly Given[] = [
  ['SubmitApplication', application('COMMITMENT'), applicant],
  ['SignCommitment', { signatory: '张三（虚构）' }, applicant],
  ['WithdrawCommitment', { reason: '条件尚不具备' }, applicant],
];
const GRANTED: readonly Given[] = [
  ['SubmitApplication', application('GENERAL'), applicant],
  ['AcceptApplication', {}, staff('clerk')],
  ['CommissionReview', { team: [{ id: 'reviewer', leader: true }, { id: 'expert' }] }, staff('clerk')],
  ['ConcludeReview', { conclusion: '符合' }, staff('reviewer')],
  ['GrantQualification', {}, staff('decision-maker')],
];

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'one-window-owed-'));
  folders.push(folder);
  return folder;
}
const storeIn = (folder: string) => openSqliteStore({ file: join(folder, 'one-window.sqlite'), synchronous: 'NORMAL' });
const open = (folder: string) => openEmbedded({ law, clock: new SimulatedClock(START), folder, synchronous: 'NORMAL' });

async function logAfter(story: readonly Given[]): Promise<readonly RecordedEvent[]> {
  const { engine, store } = open(newFolder());
  for (const [index, [type, data, actor]] of story.entries()) {
    const commandId = `00000000-0000-4000-8000-00000000000${index}`;
    const answer = await engine.execute({ commandId, stream: 'case-c1', command: { type, data }, actor });
    if (isRejection(answer)) throw new Error(`${type}: ${answer.en}`);
    await engine.caughtUp();
  }
  const log = await store.readAll(undefined, 1000);
  await engine.close();
  return log;
}

/** A log in which only these are kept, and whose processes believe that they have seen to all of it. */
async function losing(log: readonly RecordedEvent[], isKept: (event: RecordedEvent) => boolean): Promise<string> {
  const folder = newFolder();
  const store = storeIn(folder);
  for (const event of log.filter(isKept)) {
    const { stream, revision: _at, position: _of, ...stored } = event;
    const before = (await store.readStream(stream)).length - 1;
    await store.append({ stream, expectedRevision: before < 0 ? 'none' : before, events: [stored] });
  }
  const head = await store.head();
  for (const { name } of PROCESSES) await store.checkpoints.save(name, head ?? '');
  await store.close();
  return folder;
}

async function afterAStart(folder: string): Promise<readonly RecordedEvent[]> {
  const { engine } = open(folder);
  await engine.caughtUp();
  await engine.close();
  const store = storeIn(folder);
  const log = await store.readAll(undefined, 1000);
  await store.close();
  return log;
}
function forgetSearch(folder: string): void {
  const database = new Database(join(folder, 'one-window.sqlite'));
  database.exec("DELETE FROM checkpoints WHERE name = 'owed-searched'");
  database.close();
}
const namesOf = (log: readonly RecordedEvent[]) => log.map(({ stream, type }) => `${stream} ${type}`).sort();

test.each([
  ['a withdrawn commitment without its entry', WITHDRAWN, ['CommitmentWithdrawalRecorded']],
  ['a commitment that is not on the record', WITHDRAWN, ['CommitmentRecorded', 'CommitmentWithdrawalRecorded']],
  ['a grant without its certificate', GRANTED, ['CertificateIssued', 'CertificateReady']],
  ['a certificate that its case has not heard of', GRANTED, ['CertificateReady']],
])('%s is found at the start, and done once', async (_what, story, lost) => {
  const whole = await logAfter(story);
  expect(lost.filter((type) => !whole.some((event) => event.type === type))).toEqual([]);
  const folder = await losing(whole, ({ type }) => !lost.includes(type));
  const found = await afterAStart(folder);
  expect(namesOf(found)).toEqual(namesOf(whole));
  expect(await afterAStart(folder)).toEqual(found);
});

const CHANGES: readonly (readonly [at: string, stream: string, type: string, data: object, by: Actor])[] = [
  ['03-02T10:00', `certificate-${NUMBER}`, 'RegisterCertificate', { number: NUMBER, holder: BODY, field: '20', ...TERM }, ENGINE],
  ['03-02T11:00', 'case-c1', 'SubmitApplication', renamed('c1', '新名称一'), applicant],
  ['03-02T12:00', `institution-${BODY.uscc}`, 'RegisterFacts', { name: '新名称一', source: '营业执照' }, staff('supervisor')],
  ['03-03T10:00', 'case-c1', 'AcceptApplication', {}, staff('clerk')],
  ['03-03T11:00', 'case-c1', 'GrantQualification', {}, staff('decision-maker')],
  ['03-04T10:00', 'case-c2', 'SubmitApplication', renamed('c2', '新名称二', '新名称一'), applicant],
  ['03-04T11:00', 'case-c2', 'AcceptApplication', {}, staff('clerk')],
  ['03-04T12:00', 'case-c2', 'GrantQualification', {}, staff('decision-maker')],
];

test.each(['a restart', 'the first start after an older program'])(
  'what had nothing to change is not done by %s on what has changed since',
  async (start) => {
    const folder = newFolder();
    const clock = new SimulatedClock(START);
    const { engine } = openEmbedded({ law, clock, folder, synchronous: 'NORMAL' });
    for (const [at, stream, type, data, actor] of CHANGES) {
      clock.set(instant(`2026-${at}:00+08:00`));
      const more = stream.startsWith('institution-') ? { uscc: BODY.uscc } : {};
      const commandId = randomUUID();
      const answer = await engine.execute({ commandId, stream, command: { type, data: { ...data, ...more } }, actor });
      if (isRejection(answer)) throw new Error(`${type} of ${stream}: ${answer.en}`);
      await engine.caughtUp();
    }
    await engine.close();
    if (start !== 'a restart') forgetSearch(folder);
    const found = await afterAStart(folder);
    expect(found.filter(({ type }) => type === 'FactsRegistered').map(({ data }) => data)).toMatchObject([
      { name: '新名称一', source: '营业执照' },
      { name: '新名称二', source: 'case-c2' },
    ]);
  },
);
