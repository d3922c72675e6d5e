import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '#engine';

const OURS = /^(one-window|identity)\.sqlite|^redis/;
const ONLY_OWNER = 0o700;
const OTHERS = 0o077;

/**
 * What is kept is for the account that runs the program alone: from now on whatever it and its children make, and the folder as
 * earlier programs left it. A file system without modes is left as it is.
 */
export function keepPrivate(folder: string, log: Log): void {
  process.umask(OTHERS);
  if (!existsSync(folder)) return;
  const ours = readdirSync(folder)
    .filter((name) => OURS.test(name))
    .map((name) => join(folder, name));
  const within = ours.flatMap((path) => (statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : []));
  const closed = [folder, ...ours, ...within].filter(close).length;
  if (closed > 0) log.info(`${folder}: ${closed} files and folders closed to other accounts of this machine`);
}

/** Whether it was open to others, and is not any more. */
function close(path: string): boolean {
  try {
    const { mode } = statSync(path);
    if ((mode & OTHERS) === 0) return false;
    chmodSync(path, mode & ONLY_OWNER);
    return (statSync(path).mode & OTHERS) === 0;
  } catch {
    return false;
  }
}
