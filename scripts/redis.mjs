import { existsSync } from 'node:fs';
import { isOnPath, runQuietly } from './child.mjs';
import { installFromDebian, mayInstall } from './debian.mjs';
import { say, SetUpError } from './say.mjs';

/** BullMQ needs a Redis; the program starts one of its own from `redis-server` on the PATH. Without any it still keeps every limit. */
export function ensureRedis({ required }) {
  if (process.env.REDIS_URL || isOnPath('redis-server')) return;
  if (mayInstall() && installFromDebian(['redis-server'])) {
    // The program starts its own; the service would only hold the port from the next boot on.
    if (existsSync('/run/systemd/system')) runQuietly('systemctl', ['disable', '--now', 'redis-server']);
    return;
  }
  if (required) throw new SetUpError('redis-server is needed here: install it or set REDIS_URL.');
  say('redis-server is not installed: time limits are kept by the sweep alone (Debian: sudo apt-get install redis-server).');
}
