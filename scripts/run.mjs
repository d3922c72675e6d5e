// node scripts/run.mjs PROGRAM ARGUMENTS…: sets up without a word on standard output, then runs a built program.
import { join } from 'node:path';
import { runNode } from './child.mjs';
import { main, ROOT } from './setup.mjs';

const REDIS_USERS = ['apps/worker/src/main.js', 'test/bench/main.js'];

await main({ redis: REDIS_USERS.includes(process.argv[2]) ? 'useful' : 'unused' }, ([program, ...args]) =>
  runNode([join(ROOT, 'dist', program), ...args]),
);
