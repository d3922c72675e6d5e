import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from './deadline.js';
import { findRedisServer } from './find-redis-server.js';
import { leavePlace, redisPlace, type RedisPlace } from './redis-place.js';
import { endRedis, findLeftBehind, spawnRedis, type RedisProcess } from './redis-process.js';
import { atMost, messageOf } from './timing.js';

export interface PrivateRedis {
  readonly connection: { readonly path: string };
  /** Changes when it had to be started again. */
  readonly pid: number;
  stop(): Promise<void>;
}

export interface PrivateRedisOptions {
  readonly dataDir: string;
  /** Default: the redis-server on the PATH. */
  readonly binary?: string | undefined;
  readonly log?: Log | undefined;
}

const FIRST_RESTART_MS = 100;
const LAST_RESTART_MS = 10_000;
const STEADY_MS = 60_000;
const STOP_MS = 3_000;

/**
 * A Redis for this data folder alone, on a Unix socket. One that a killed program left behind is taken over; one that dies is
 * started again. Throws Error where none can be started.
 */
export async function startPrivateRedis({
  dataDir,
  binary = findRedisServer(),
  log,
}: PrivateRedisOptions): Promise<PrivateRedis> {
  if (binary === undefined) throw new Error('no redis-server on the PATH');
  const program = binary;
  const place = redisPlace(dataDir);
  let current = (await findLeftBehind(place)) ?? (await start(program, place));
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let attempt: Promise<void> | undefined;
  let restarts = 0;

  watch(current);

  function watch({ exited }: RedisProcess): void {
    const since = performance.now();
    void exited.then(() => {
      if (stopping) return;
      if (performance.now() - since > STEADY_MS) restarts = 0;
      log?.warn('the private Redis ended by itself and is started again');
      later();
    });
  }

  function later(): void {
    timer = setTimeout(
      () => {
        attempt = again();
      },
      Math.min(FIRST_RESTART_MS * 2 ** restarts++, LAST_RESTART_MS),
    );
    timer.unref();
  }

  async function again(): Promise<void> {
    try {
      current = await start(program, place);
      if (stopping) await endRedis(current, place);
      else watch(current);
    } catch (fault) {
      log?.error(`the private Redis: ${messageOf(fault)}`);
      if (!stopping) later();
    }
  }

  return {
    connection: { path: place.socket },
    get pid() {
      return current.pid;
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      if (attempt !== undefined) await atMost(STOP_MS, attempt);
      await endRedis(current, place);
      leavePlace(place);
    },
  };
}

/** A damaged append-only file keeps Redis from starting; what it held comes back from the record. */
async function start(binary: string, place: RedisPlace): Promise<RedisProcess> {
  try {
    return await spawnRedis(binary, place);
  } catch {
    rmSync(join(place.folder, 'appendonlydir'), { recursive: true, force: true });
    return await spawnRedis(binary, place);
  }
}
