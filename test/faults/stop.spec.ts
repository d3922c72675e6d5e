import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { projectRoot } from '#engine';
import { audit, NOTHING_WRONG } from './support/audit.js';
import { startLoad, type Load } from './support/load.js';
import { findRedisPid, itWithRedis } from './support/redis.js';
import { Sandbox } from './support/sandbox.js';
import { Server, type Exit } from './support/server.js';
import { until } from './support/until.js';

const SOME_WORK = 100;
const CLIENTS = 8;

const sandbox = new Sandbox();
afterEach(() => sandbox.clean());

const worked = (load: Load, commands: number): Promise<boolean> =>
  until('the load', () => load.history.acknowledged.length >= commands || undefined);

/** Stops a server under load; answers how it went, and starts another one on the same data at once. */
async function stopUnderLoad(signal: NodeJS.Signals) {
  const dataDir = sandbox.folder('stop');
  const server = await Server.start(sandbox, { dataDir });
  const redisPid = findRedisPid(dataDir);
  const load = await startLoad(sandbox, server, { clients: CLIENTS });
  await worked(load, SOME_WORK);
  // Killed in the middle of its work for certain: a frozen server answers nobody.
  if (signal === 'SIGKILL') {
    await server.freeze();
    await until('requests under way', () => load.history.unanswered.length > 0 || undefined);
  }
  load.target.down();
  const inFlight = load.history.unanswered;
  await sendHalfARequest(server.port);
  const exit = await server.signal(signal);
  const redisIsGone = redisPid !== undefined && findRedisPid(dataDir) === undefined;
  const hungUpOn = inFlight.filter(({ unknown }) => unknown > 0).length;
  const next = await Server.start(sandbox, { dataDir });
  load.target.up(next.port);
  return { dataDir, load, server, next, exit, redisIsGone, hungUpOn };
}

/** Somebody who never finishes what they send. */
async function sendHalfARequest(port: number): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' }).on('error', () => undefined);
  sandbox.beforehand(async () => socket.destroy());
  await once(socket, 'connect');
  await new Promise((resolve) => socket.write('POST /api/cases HTTP/1.1\r\nhost: 127.0.0.1\r\n', resolve));
}

/** The program gives itself nine seconds; whoever is not done by then ends with status 1. */
const isGraceful = ({ code }: Exit): boolean => code === 0;

describe('asked to stop under load', () => {
  itWithRedis.each<NodeJS.Signals>(['SIGTERM', 'SIGINT'])(
    '%s: answers what it has begun, ends with status 0, leaves no Redis and no lock, loses nothing',
    async (signal) => {
      const { dataDir, load, server, next, exit, redisIsGone, hungUpOn } = await stopUnderLoad(signal);
      await worked(load, 2 * SOME_WORK);
      await load.stop();
      await next.reaches(({ processes }) => processes === 'caught-up');
      expect(await next.signal(signal)).toMatchObject({ code: 0 });
      process.stdout.write(`${signal}: ended after ${Math.round(exit.ms)} ms, ${hungUpOn} requests without an answer\n`);
      expect(exit).toMatchObject({ code: 0, signal: null });
      expect(isGraceful(exit)).toBe(true);
      expect(redisIsGone).toBe(true);
      expect(hungUpOn).toBe(0);
      expect(server.errors).toBe('');
      expect(await audit(dataDir, load.history)).toEqual(NOTHING_WRONG);
      expect(load.history.failed).toEqual([]);
      expect(load.history.differed).toEqual([]);
    },
  );

  itWithRedis('SIGKILL is told from that (the control)', async () => {
    const { exit, hungUpOn } = await stopUnderLoad('SIGKILL');
    expect(isGraceful(exit)).toBe(false);
    expect(hungUpOn).toBeGreaterThan(0);
  });

  itWithRedis('SIGTERM: leaves no Redis behind while it is still starting', async () => {
    const dataDir = sandbox.folder('early');
    const server = new Server(sandbox, { dataDir });
    await server.says(/private Redis \(process \d+\)/);
    await server.signal('SIGTERM');
    await until('the end of Redis', () => findRedisPid(dataDir) === undefined || undefined);
  });
});

describe('two programs', () => {
  it('on one data folder: the second is refused with status 2 and says why, the first goes on', async () => {
    const dataDir = sandbox.folder('shared');
    const first = await Server.start(sandbox, { dataDir });
    const second = new Server(sandbox, { dataDir });
    expect(await second.exited).toMatchObject({ code: 2 });
    expect(second.errors).toMatch(/one-window\.sqlite is open in another process; .*stop that process first/);
    expect(second.errors).not.toMatch(/\n\s+at /);
    expect((await fetch(`${first.url}/health`)).status).toBe(200);
  });

  it('on folders of their own: run side by side and know nothing of one another', async () => {
    const [left, right] = await Promise.all(
      ['left', 'right'].map((name) => Server.start(sandbox, { dataDir: sandbox.folder(name) })),
    );
    const load = await startLoad(sandbox, left!, { clients: 2 });
    await worked(load, SOME_WORK);
    await load.stop();
    expect(left!.port).not.toBe(right!.port);
    expect(await right!.ready()).toMatchObject({ events: '0' });
    expect(await left!.ready()).not.toMatchObject({ events: '0' });
    expect((await left!.signal('SIGTERM')).code).toBe(0);
    expect((await fetch(`${right!.url}/health`)).status).toBe(200);
  });
});

/** The built program with law files of its own. */
function copyOfTheProgram(): string {
  const root = sandbox.folder('law');
  const from = projectRoot();
  for (const path of [
    'package.json',
    'dist',
    'libs/law/data/calendar',
    'libs/identity/data',
    'libs/law/data/policy',
    'libs/official-documents/data',
  ])
    cpSync(join(from, path), join(root, path), { recursive: true });
  symlinkSync(join(from, 'node_modules'), join(root, 'node_modules'));
  return root;
}

describe('a law file that is wrong', () => {
  const edited = (key: string, value: unknown) => (text: string) => JSON.stringify({ ...JSON.parse(text), [key]: value });

  it.each<[what: string, file: string, edit: (text: string) => string, said: RegExp]>([
    [
      'a refusal without its remedies',
      'libs/official-documents/data/templates.json',
      (text) => text.replaceAll('{remedies}', '……'),
      /templates\.json: \$\.templates\[\d+\]\.paragraphs: a decision against the applicant must state \{remedies\}/,
    ],
    ['a calendar that is not JSON', 'libs/law/data/calendar/2026.json', (text) => text.slice(0, -10), /2026\.json: \$: not JSON/],
    [
      'a policy pack with a wrong type',
      'libs/law/data/policy/packs/CMA-2021.json',
      edited('limits', 'none'),
      /CMA-2021\.json: \$\.limits: /,
    ],
  ])('stops the start with file and JSON path: %s', async (_what, file, edit, said) => {
    const root = copyOfTheProgram();
    writeFileSync(join(root, file), edit(readFileSync(join(root, file), 'utf8')));
    const dataDir = sandbox.folder('data');
    const server = new Server(sandbox, { dataDir, root });
    expect(await server.exited).toMatchObject({ code: 2 });
    expect(server.errors).toMatch(said);
    expect(server.errors).not.toMatch(/\n\s+at /);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('does not stop the start when nothing is wrong (the control)', async () => {
    await Server.start(sandbox, { dataDir: sandbox.folder('data'), root: copyOfTheProgram() });
  });
});
