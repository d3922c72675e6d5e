import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isOnPath, runQuietly } from './child.mjs';
import { installFromDebian, mayInstall } from './debian.mjs';
import { say, seconds, SetUpError } from './say.mjs';

const INCOMPLETE = '\nAfter an npm install: node scripts/complete-lock.mjs';
/** As libs/event-store/src/sqlite/driver.ts chooses it. */
const DRIVER = Number(process.versions.napi) >= 10 ? 'better-sqlite3-napi' : 'better-sqlite3';
const COMPILER = ['python3', 'make', 'g++'];

/** Brings node_modules in line with package-lock.json and this Node; does nothing when it is. */
export function installPackages(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const stampFile = join(root, 'node_modules/.one-window/packages');
  const stamp = createHash('sha256')
    .update(lock)
    .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  if (!isInLine(root, lock) || !existsSync(join(root, 'node_modules', DRIVER))) install(root);
  if (!sqliteLoads(root)) buildSqlite(root);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** Somebody may have run npm by hand: npm keeps a copy of the lock of what it installed. */
function isInLine(root, lock) {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(JSON.parse(lock).packages).every(
    ([path, entry]) => path === '' || entry.optional || entry.devOptional || entry.version === installed[path]?.version,
  );
}

function install(root) {
  const begun = performance.now();
  say('installing packages …');
  // No install scripts: only better-sqlite3 for Node 20 needs one, and it is run below whatever the npm version makes of allowScripts.
  const result = npm(root, ['ci', '--ignore-scripts', '--include=dev']);
  if (!result.ok)
    throw new SetUpError(`npm ci failed:\n${result.head}${result.head.includes('from lock file') ? INCOMPLETE : ''}`);
  say(`packages installed (${seconds(begun)})`);
}

const sqliteLoads = (root) => runQuietly(process.execPath, ['-e', `new (require('${DRIVER}'))(':memory:')`], { cwd: root }).ok;

function buildSqlite(root) {
  const missing = COMPILER.filter((tool) => !isOnPath(tool));
  if (missing.length > 0 && mayInstall()) installFromDebian(missing);
  const begun = performance.now();
  say(`building ${DRIVER} …`);
  const result = npm(root, ['rebuild', DRIVER]);
  if (result.ok && sqliteLoads(root)) return say(`${DRIVER} built (${seconds(begun)})`);
  const needed = COMPILER.filter((tool) => !isOnPath(tool)).join(' ');
  throw new SetUpError(
    needed === ''
      ? `${DRIVER} could not be built:\n${result.tail}`
      : `${DRIVER} has to be compiled here, which needs ${needed}. Install it (Debian: sudo apt-get install ${needed}) and try again.`,
  );
}

function npm(root, args) {
  const headers = dirname(dirname(process.execPath));
  const env = { ...process.env, SCARF_ANALYTICS: 'false' };
  // Node's own headers, where they came with it: node-gyp then downloads nothing.
  if (existsSync(join(headers, 'include/node/node.h'))) env.npm_config_nodedir ??= headers;
  const flags = ['--loglevel=error', '--no-audit', '--no-fund', '--no-update-notifier', '--foreground-scripts=false'];
  const cli = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined;
  const [command, first] = cli === undefined ? ['npm', []] : [process.execPath, [cli]];
  return runQuietly(command, [...first, ...args, ...flags], { cwd: root, env });
}
