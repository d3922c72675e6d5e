import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { findRedisServer } from '#alarms';

const ANSWER_MS = 3_000;

/** `it` where a Redis can be started; visibly skipped elsewhere, and a failure where the result is trusted (OW_REQUIRE_REDIS). */
export const itWithRedis: jest.It = findRedisServer() !== undefined || process.env['OW_REQUIRE_REDIS'] === '1' ? it : it.skip;

/** The private Redis that a program keeps in its data folder, if it runs. A process id alone may belong to somebody else by now. */
export function findRedisPid(dataDir: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(dataDir, 'redis', 'redis.pid'), 'utf8'), 10);
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dataDir) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** kill -9; false where none runs. */
export function killRedisOf(dataDir: string): boolean {
  return signalRedisOf(dataDir, 'SIGKILL');
}

export function signalRedisOf(dataDir: string, signal: NodeJS.Signals): boolean {
  const pid = findRedisPid(dataDir);
  try {
    return pid !== undefined && process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** FLUSHALL; false where nobody answers. */
export async function flushRedisOf(dataDir: string): Promise<boolean> {
  const socket = connect(join(dataDir, 'redis.sock'));
  try {
    await once(socket, 'connect');
    socket.write('FLUSHALL\r\n');
    const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(ANSWER_MS) })) as [Buffer];
    return answer.toString().startsWith('+OK');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
