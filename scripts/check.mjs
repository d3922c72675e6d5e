// npm run check: format, types, lint (no warnings), boundaries, what nothing uses, API document, tables of commands, unit tests. With --static: all but the tests.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { runJest } from './jest.mjs';
import { say, seconds } from './say.mjs';
import { main, ROOT } from './setup.mjs';

const CHECKS = {
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  types: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  lint: ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'],
  boundaries: [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    'apps',
    'libs',
    'test',
  ],
  unused: ['node_modules/knip/bin/knip.js', '--no-progress'],
  'API document': ['scripts/lint-api-document.mjs'],
  'tables of commands': ['scripts/command-tables.mjs', 'check'],
};

/** Silent when all is well: the output is shown only of what failed. */
function check(name, [script, ...args]) {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      say(status === 0 ? `${name}: ok (${seconds(begun)})` : `${output}${name}: FAILED (${seconds(begun)})`);
      resolve(status === 0);
    });
  });
}

await main({ redis: 'unused' }, async (args) => {
  const results = await Promise.all(Object.entries(CHECKS).map(([name, command]) => check(name, command)));
  if (results.includes(false)) return 1;
  if (args.includes('--static')) return 0;
  const { status } = await runJest(['libs/', 'apps/', ...args]);
  return status;
});
