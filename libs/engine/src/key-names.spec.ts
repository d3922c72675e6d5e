import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv5, type Database } from '#event-store';
import { ENGINE, instant, isRejection, localDate, type Actor } from '#kernel';
import { SimulatedClock, loadLaw, openEmbedded, type Embedded } from './index.js';

const NAMESPACE = '0b9a4a52-7d3f-5d0c-8f57-3c1d2c2f4c11';
const institution = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）', address: '示例路1号' };
const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: institution.uscc };
const law = loadLaw();
const folder = mkdtempSync(join(tmpdir(), 'one-window-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

let commands = 0;
const open = (): Embedded =>
  openEmbedded({ law, folder, clock: new SimulatedClock(instant('2026-11-02T10:00:00+08:00')), synchronous: 'NORMAL' });

async function give({ engine }: Embedded, stream: string, type: string, data: object, actor: Actor): Promise<string> {
  commands += 1;
  const answer = await engine.execute({ commandId: uuidv5(NAMESPACE, `${commands}`), stream, command: { type, data }, actor });
  await engine.caughtUp(5000);
  return isRejection(answer) ? answer.code : 'done';
}

const submit = (engine: Embedded, caseId: string, kind: 'RENEWAL' | 'CHG_LEGAL_NATURE', number: string): Promise<string> => {
  const materials = (law.policies.findInForce(localDate('2026-11-02'))?.materialsFor(kind) ?? [])
    .filter(({ requirement }) => requirement === 'M')
    .map(({ id }) => ({ material: id }));
  const changes = kind === 'RENEWAL' ? {} : { changes: { legalNature: '企业法人' } };
  const data = {
    caseId,
    kind,
    procedure: 'GENERAL',
    institution,
    affectsConditions: false,
    field: '20',
    sector: '34',
    materials,
  };
  return give(engine, `case-${caseId}`, 'SubmitApplication', { ...data, ...changes, certificate: { number } }, applicant);
};

const keysIn = (database: Database) =>
  database.prepare('SELECT k.key, s.name FROM unique_keys k JOIN streams s ON s.id = k.stream ORDER BY k.key').raw().all();

/** As the program named them before: by body, and held until the delivery. */
function rename(database: Database): void {
  const id = (stream: string) => database.prepare('SELECT id FROM streams WHERE name = ?').pluck().get(stream);
  database.exec('DELETE FROM unique_keys; DELETE FROM key_version');
  const take = database.prepare('INSERT INTO unique_keys VALUES (?, ?)');
  take.run(`open-case/${institution.uscc}/RENEWAL`, id('case-open'));
  take.run(`open-case/${institution.uscc}/CHG_LEGAL_NATURE`, id('case-granted'));
}

test('keys of an older store are named anew at the first start: what is open holds its own, what is decided holds none', async () => {
  const before = open();
  for (const number of ['202820340001', '202820340002']) {
    const dates = { issuedOn: localDate('2021-04-01'), validTo: localDate('2027-03-31') };
    await give(
      before,
      `certificate-${number}`,
      'RegisterCertificate',
      { number, holder: institution, field: '20', ...dates },
      ENGINE,
    );
  }
  expect(await submit(before, 'open', 'RENEWAL', '202820340001')).toBe('done');
  expect(await submit(before, 'granted', 'CHG_LEGAL_NATURE', '202820340001')).toBe('done');
  await give(before, 'case-granted', 'AcceptApplication', {}, { id: 'clerk', role: 'clerk' });
  await give(before, 'case-granted', 'GrantQualification', {}, { id: 'decider', role: 'decision-maker' });
  rename(before.store.database);
  await before.engine.close();

  const after = open();
  expect(keysIn(after.store.database)).toEqual([['open-case/certificate-202820340001/RENEWAL', 'case-open']]);
  expect(await submit(after, 'second', 'RENEWAL', '202820340001')).toBe('open-case-exists');
  expect(await submit(after, 'another', 'RENEWAL', '202820340002')).toBe('done');
  expect(await submit(after, 'next', 'CHG_LEGAL_NATURE', '202820340001')).toBe('done');
  await give(after, 'case-open', 'WithdrawApplication', {}, applicant);
  expect(await submit(after, 'third', 'RENEWAL', '202820340001')).toBe('done');
  await after.engine.close();

  const again = open();
  expect(keysIn(again.store.database)).toHaveLength(3);
  await again.engine.close();
});
