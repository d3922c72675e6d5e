// Loaded into the server by a test, and by Node into its thread too: there it fails in the way that a file in the data folder names.
import { existsSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setInterval } from 'node:timers';
import { isMainThread } from 'node:worker_threads';

const LOOK_MS = 10;
const WAYS = {
  throw: () => {
    throw new Error('the thread has failed on purpose');
  },
  reject: () => void Promise.reject(new Error('the thread has failed on purpose')),
  exit: () => process.exit(0),
};

function failIfAsked() {
  for (const [name, fail] of Object.entries(WAYS)) {
    const file = join(process.env['DATA_DIR'] ?? '', name);
    if (!existsSync(file)) continue;
    unlinkSync(file);
    fail();
  }
}

if (!isMainThread) setInterval(failIfAsked, LOOK_MS).unref();
