import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { RedisPlace } from './redis-place.js';
import { atMost, ignore } from './timing.js';

export interface RedisProcess {
  readonly pid: number;
  readonly exited: Promise<void>;
}

const READY_MS = 30_000;
const ANSWER_MS = 1_000;
const TERM_MS = 3_000;
const ENDING_MS = 500;
const LOOK_MS = 50;

/**
 * Alarms can be lost, since the record brings them back: everysec is enough, and snapshots would only be forks for nothing.
 * Blocked clients, BullMQ's workers among them, are woken hz times a second: 100 makes an alarm 5 ms late instead of 45.
 */
export const redisArguments = ({ folder, socket, pidFile, logFile }: RedisPlace): string[] =>
  Object.entries({
    port: '0',
    unixsocket: socket,
    unixsocketperm: '700',
    dir: folder,
    pidfile: pidFile,
    logfile: logFile,
    daemonize: 'no',
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    'maxmemory-policy': 'noeviction',
    hz: '100',
    loglevel: 'warning',
  }).flatMap(([name, value]) => [`--${name}`, value]);

/** Ends Redis when the pipe from the program is closed, which the system does even for a program killed with -9. */
export const KEEPER = 'exec 3<&0; "$0" "$@" 3<&- & redis=$!; (cat <&3; kill $redis) & wait $redis';

/**
 * Starts a redis-server and waits until it answers. In a process group of its own: Ctrl-C must not take it away before the
 * program is done with it. Throws Error when it does not come up.
 */
export async function spawnRedis(binary: string, place: RedisPlace): Promise<RedisProcess> {
  const keeper = spawn('sh', ['-c', KEEPER, binary, ...redisArguments(place)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  keeper.on('error', ignore);
  keeper.stdin.on('error', ignore);
  keeper.unref();
  (keeper.stdin as Socket).unref();
  let gone = false;
  const exited = new Promise<void>((resolve) => keeper.once('close', () => resolve())).then(() => void (gone = true));
  for (const since = performance.now(); !gone && performance.now() - since < READY_MS;) {
    const pid = await findListening(place);
    if (pid !== undefined) return { pid, exited };
    await Promise.race([exited, pause(20)]);
  }
  keeper.stdin.destroy();
  await atMost(TERM_MS, exited);
  throw new Error(`redis-server did not start; see ${place.logFile}`);
}

/** One that is there already: it outlived the program that had started it, or is about to end. */
export async function findLeftBehind(place: RedisPlace): Promise<RedisProcess | undefined> {
  const listening = await findListening(place);
  const pid = listening ?? pidInFile(place);
  if (pid === undefined || !isOurs(pid, place)) return undefined;
  const found = { pid, exited: whenGone(pid, place) };
  await atMost(ENDING_MS, found.exited);
  if (!isOurs(pid, place)) return undefined;
  if (listening !== undefined) return found;
  await endRedis(found, place);
  return undefined;
}

/** SIGTERM, and SIGKILL where that does not help within three seconds. */
export async function endRedis({ pid, exited }: RedisProcess, place: RedisPlace): Promise<void> {
  if (!isOurs(pid, place)) return;
  signal(pid, 'SIGTERM');
  const insist = setTimeout(() => signal(pid, 'SIGKILL'), TERM_MS);
  await exited.finally(() => clearTimeout(insist));
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** The process that answers on the socket and keeps its data in our folder. */
async function findListening({ socket, folder }: RedisPlace): Promise<number | undefined> {
  const client = new Redis({
    path: socket,
    lazyConnect: true,
    retryStrategy: null,
    connectTimeout: ANSWER_MS,
    commandTimeout: ANSWER_MS,
    disconnectTimeout: 100,
  });
  client.on('error', ignore);
  try {
    await client.connect();
    const [, dir] = await client.config('GET', 'dir');
    const pid = /process_id:(\d+)/.exec(await client.info('server'))?.[1];
    return dir === folder ? Number(pid) : undefined;
  } catch {
    return undefined;
  } finally {
    client.disconnect();
  }
}

function pidInFile({ pidFile }: RedisPlace): number | undefined {
  try {
    return Number.parseInt(readFileSync(pidFile, 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}

/** Redis names its socket in its title; a process id alone may have gone to another program by now. */
function isOurs(pid: number, { socket }: RedisPlace): boolean {
  if (pid <= 1 || !signal(pid, 0)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(socket);
  } catch {
    return process.platform !== 'linux';
  }
}

async function whenGone(pid: number, place: RedisPlace): Promise<void> {
  while (isOurs(pid, place)) await pause(LOOK_MS, undefined, { ref: false });
}
