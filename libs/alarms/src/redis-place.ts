import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A socket's path may have 107 bytes on Linux and 103 elsewhere. */
const LONGEST_SOCKET_PATH = 100;

export interface RedisPlace {
  /** Append-only file, log and pid file. */
  readonly folder: string;
  readonly socket: string;
  readonly pidFile: string;
  readonly logFile: string;
}

/**
 * Where the private Redis of a data folder lives: always the same place, so that one left behind is found again.
 * Throws Error where the folder for the socket belongs to somebody else.
 */
export function redisPlace(dataDir: string): RedisPlace {
  mkdirSync(join(dataDir, 'redis'), { recursive: true, mode: 0o700 });
  const data = realpathSync(dataDir);
  const folder = join(data, 'redis');
  const near = join(data, 'redis.sock');
  const socket = Buffer.byteLength(near) <= LONGEST_SOCKET_PATH ? near : join(shortFolder(data), 'redis.sock');
  return { folder, socket, pidFile: join(folder, 'redis.pid'), logFile: join(folder, 'redis.log') };
}

/** Takes the folder made for the socket away. */
export function leavePlace({ folder, socket }: RedisPlace): void {
  if (dirname(socket) !== dirname(folder)) rmSync(dirname(socket), { recursive: true, force: true });
}

function shortFolder(data: string): string {
  const base = Buffer.byteLength(tmpdir()) <= 50 ? tmpdir() : '/tmp';
  const folder = join(base, `one-window-${createHash('sha256').update(data).digest('hex').slice(0, 16)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (process.getuid !== undefined && found.uid !== process.getuid())) {
    throw new Error(`${folder} belongs to somebody else`);
  }
  chmodSync(folder, 0o700);
  return folder;
}
