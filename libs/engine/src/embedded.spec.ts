import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINE, instant, isRejection, localDate, type Actor } from '#kernel';
import type { DeadlineChanges } from '#read-models';
import { loadLaw, openEmbedded, SimulatedClock } from './index.js';

const law = loadLaw();
const BODY = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）', address: '示例路1号' };
const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: BODY.uscc };
const materials = law.policies
  .get('CMA-2021', localDate('2026-03-02'))
  .materialsFor('INITIAL')
  .filter(({ requirement }) => requirement === 'M')
  .map(({ id }) => ({ material: id }));
const application = {
  ...{
    caseId: 'c1',
    kind: 'INITIAL',
    procedure: 'GENERAL',
    institution: BODY,
    affectsConditions: false,
    field: '20',
    sector: '34',
  },
  materials,
};
/** Fails at the very commit, when the rows have been written: a reference that leads nowhere. */
const FAILING = `
  CREATE TEMP TRIGGER failing AFTER INSERT ON events BEGIN INSERT INTO orphans VALUES (1); END`;

test('what a commit that failed would have done to the deadlines is not told with a later one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'one-window-pending-'));
  const told: DeadlineChanges[] = [];
  const { engine, store } = openEmbedded({
    ...{ law, folder, clock: new SimulatedClock(instant('2026-03-02T10:00:00+08:00')), synchronous: 'NORMAL' },
    onDeadlines: (changes) => void told.push(changes),
  });
  let commands = 0;
  const give = async (type: string, data: object, actor: Actor) => {
    const commandId = `00000000-0000-4000-8000-00000000000${(commands += 1)}`;
    const answer = await engine.execute({ commandId, stream: 'case-c1', command: { type, data }, actor });
    if (isRejection(answer)) throw new Error(answer.en);
  };
  try {
    await give('SubmitApplication', application, applicant);
    await engine.caughtUp();
    expect(told.flatMap(({ set }) => set.map(({ id }) => id))).toContain('case-c1/T01/1');

    store.database.exec('CREATE TEMP TABLE parents (id INTEGER PRIMARY KEY)');
    store.database.exec('CREATE TEMP TABLE orphans (id INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)');
    store.database.pragma('foreign_keys = ON');
    store.database.exec(FAILING);
    await expect(give('AcceptApplication', {}, { id: 'clerk', role: 'clerk' })).rejects.toMatchObject({
      code: 'SQLITE_CONSTRAINT_FOREIGNKEY',
    });
    store.database.exec('DROP TRIGGER failing');

    told.length = 0;
    const silent = [{ source: 'registrar', material: 'M19', reason: 'no answer' }];
    await give('ApplyReductions', { reductions: [], waivedMaterials: [], silent }, ENGINE);
    expect(told).toEqual([]);
    expect((await store.readStream('case-c1')).map(({ type }) => type)).toEqual(['ApplicationReceived', 'DataSourceSilent']);
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true });
  }
});
