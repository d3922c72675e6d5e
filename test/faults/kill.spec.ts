import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '#event-store';
import { percentiles } from '../bench/percentiles.js';
import { audit, NOTHING_WRONG, type Findings } from './support/audit.js';
import { startLoad, type Load } from './support/load.js';
import { fileIn, readLog } from './support/log.js';
import { randomFrom, seedOfRun } from './support/random.js';
import { flushRedisOf, itWithRedis, killRedisOf } from './support/redis.js';
import { Sandbox } from './support/sandbox.js';
import { Server, type StartedServer } from './support/server.js';
import { until } from './support/until.js';

const KILLS = Number(process.env['FAULT_KILLS'] ?? 20);
const seed = seedOfRun();
const sandbox = new Sandbox();
afterAll(() => sandbox.clean());

/** kill -9 under the hands of the clients, and a new start on the same data. */
async function killAndStart(server: Server, load: Load, dataDir: string): Promise<StartedServer> {
  load.target.down();
  await server.signal('SIGKILL');
  const restarted = await Server.start(sandbox, { dataDir });
  load.target.up(restarted.port);
  return restarted;
}

describe(`the server killed ${KILLS} times under load, Redis flushed or killed in between (FAULT_SEED=${seed})`, () => {
  const dataDir = sandbox.folder('kill');
  const starts: number[] = [];
  let redisHurt = 0;
  let history: Load['history'];
  let findings: Findings;

  beforeAll(
    async () => {
      if (itWithRedis === it.skip) return;
      const random = randomFrom(seed);
      let server = await Server.start(sandbox, { dataDir });
      const load = await startLoad(sandbox, server);
      ({ history } = load);
      for (let kills = 0; kills < KILLS; kills += 1) {
        const lifeMs = random(100, 1500);
        const hurtRedis = [undefined, flushRedisOf, killRedisOf][kills % 3];
        const hurt = hurtRedis && pause(random(0, lifeMs)).then(() => hurtRedis(dataDir));
        await pause(lifeMs);
        if ((await hurt) === true) redisHurt += 1;
        server = await killAndStart(server, load, dataDir);
        starts.push(server.startMs);
      }
      await load.stop();
      await server.reaches(({ processes }) => processes === 'caught-up');
      await server.signal('SIGTERM');
      findings = await audit(dataDir, history);
    },
    120_000 + KILLS * 60_000,
  );

  itWithRedis('loses nothing that it acknowledged and does nothing twice', () => {
    const { p50Ms, p99Ms } = percentiles(starts);
    process.stdout.write(
      `kill -9: ${starts.length} kills, Redis hurt ${redisHurt} times, ${history.acknowledged.length} commands acknowledged, ${history.sum('unknown')} times unknown, ` +
        `${findings.lost.length} lost, ${findings.doubled.length} doubled; ready again p50 ${p50Ms} ms, p99 ${p99Ms} ms\n`,
    );
    expect(findings).toEqual(NOTHING_WRONG);
    expect(history.failed).toEqual([]);
    expect(history.sum('unknown')).toBeGreaterThan(0);
    expect(redisHurt).toBeGreaterThan(0);
  });

  itWithRedis('answers a command that it had done before it was killed as it did then', () => {
    expect(history.sum('replays')).toBeGreaterThan(0);
    expect(history.differed).toEqual([]);
  });

  itWithRedis('arms every open limit again when Redis has lost them', async () => {
    const open = (await readLog(dataDir)).screens['deadlines']?.length ?? 0;
    expect(open).toBeGreaterThan(0);
    rmSync(join(dataDir, 'redis'), { recursive: true, force: true });
    const server = await Server.start(sandbox, { dataDir });
    await server.reaches(({ alarms }) => alarms.armed === open);
    await server.signal('SIGTERM');
  });

  /** The log of this run, spoilt in one place. */
  itWithRedis.each<[spoilt: string, kind: keyof Findings, said: RegExp, sql: string]>([
    [
      'lost an event that was acknowledged',
      'lost',
      /^DeliverCertificate .* found nothing$/,
      `DELETE FROM events WHERE position = (SELECT max(position) FROM events WHERE type = ${typeId('CertificateDelivered')})`,
    ],
    [
      'did a command twice',
      'doubled',
      /CertificateDelivered,CertificateDelivered by one DeliverCertificate$/,
      `INSERT INTO events SELECT (SELECT max(position) + 1 FROM events), stream, revision + 1, randomblob(16), type, version,
        recorded_at, effective_at, actor, causation, correlation, policy, command_hash, data
        FROM events WHERE type = ${typeId('CertificateDelivered')} LIMIT 1`,
    ],
    [
      'stored an event that cannot follow on those before it',
      'contradictions',
      /^case-.*: ApplicationReceived,CorrectionRequested,ApplicationAccepted/,
      `UPDATE events SET type = ${typeId('ApplicationAccepted')}
        WHERE position = (SELECT min(position) FROM events WHERE type = ${typeId('CorrectionSupplied')})`,
    ],
    [
      'left out a revision',
      'gaps',
      /: 0 2/,
      'DELETE FROM events WHERE position = (SELECT min(position) FROM events WHERE revision = 1)',
    ],
    [
      'skipped a certificate number',
      'certificates',
      /^\d{8}: serials 2 3/m,
      `UPDATE streams SET name = substr(name, 1, 16) || '0000' || '9' WHERE name = (SELECT min(name) FROM streams WHERE name LIKE 'certificate-%')`,
    ],
    [
      'left a certificate out of the register',
      'screens',
      /^register: missing/,
      'DELETE FROM register WHERE number = (SELECT min(number) FROM register)',
    ],
    ['forgot a deadline', 'deadlines', /^deadlines: missing/, 'DELETE FROM deadlines WHERE id = (SELECT min(id) FROM deadlines)'],
  ])('would be caught if it %s (the control)', async (_spoilt, kind, said, sql) => {
    const spoilt = sandbox.folder('spoilt');
    copyFileSync(fileIn(dataDir), fileIn(spoilt));
    const database = new Database(fileIn(spoilt));
    expect(database.prepare(sql).run().changes).toBe(1);
    database.close();
    expect((await audit(spoilt, history))[kind].join('\n')).toMatch(said);
  });
});

/** On a busy machine a kill may fall just behind a commit, when there is nothing to lose. */
const MOST_KILLS = 5;

itWithRedis('would be caught if it answered before it commits (the control)', async () => {
  let found: Awaited<ReturnType<typeof killedLate>> = { lost: [], failed: [] };
  for (let kills = 0; kills < MOST_KILLS && found.lost.length === 0; kills += 1) found = await killedLate(`late-${kills}`);
  expect(found.lost).not.toEqual([]);
  expect(found.failed).not.toEqual([]);
});

async function killedLate(folder: string) {
  const dataDir = sandbox.folder(folder);
  const server = await Server.start(sandbox, { dataDir, preload: 'late-commit.mjs' });
  const load = await startLoad(sandbox, server);
  await until('the load', () => load.history.acknowledged.length > 50 || undefined);
  const restarted = await killAndStart(server, load, dataDir);
  await load.stop();
  await restarted.signal('SIGTERM');
  const { lost } = await audit(dataDir, load.history);
  return { lost, failed: load.history.failed };
}

function typeId(type: string): string {
  return `(SELECT id FROM strings WHERE text = '${type}')`;
}
