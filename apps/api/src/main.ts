import { setFlagsFromString } from 'node:v8';
import type { Identity } from '#identity';
import { startBackOffice } from './back-office/start-thread.js';
import { DEMO_PASSWORD, openDemoAccounts } from '#demo';
import { firstAccounts } from './first-accounts.js';
import { openHost, type Host } from './host.js';
import { consoleLog as log } from './log.js';
import { keepPrivate } from './private-folder.js';
import { readSettings, type Settings } from './settings.js';

const STOP_WITHIN_MS = 9000;

// The live heap is small; left alone V8 lets garbage pile up to four times as much before it looks.
setFlagsFromString('--heap-growing-percent=60');

/** The window in this thread, the back office in another: each has a core of its own where there are two. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  keepPrivate(settings.dataDir, log);
  const opening = startBackOffice({ settings, log, onDeath });
  // Read in while the other thread opens its files.
  const [{ startServer }, office] = await Promise.all([import('./server.js'), opening]);
  const host = await openHost({
    settings,
    log,
    office,
    prepare: (identity) => firstAccounts(identity, { settings, isEmpty: office.about.isEmpty, log }),
  });
  const server = await startServer(host, settings);
  greet(server.url, host, settings);
  recommendSecondFactor(settings);
  stopOnSignals(async () => {
    await server.close();
    await host.close();
  });
}

function greet(url: string, { identity, secondAdmin }: Host, { demo, dataDir }: Settings): void {
  log.info(`一窗一网 One Window: ${url}`);
  log.info(`  API ${url}/docs · health ${url}/health · data ${dataDir}`);
  const open = demo ? openDemoAccounts(identity).map(({ username }) => username) : [];
  if (open.length > 0) log.info(`  Demonstration accounts (password ${DEMO_PASSWORD}): ${open.join(' ')}`);
  else if (!secondAdmin) log.info('  SECOND_ADMIN=0: one administrator alone makes accounts with power, certificates and law');
  else if (activeAdmins(identity) < 2)
    log.info('  There is one active administrator, and a second one is asked for: npm run accounts -- administrator NAME');
}

/** Of no use to look around with. */
function recommendSecondFactor({ demo, secondFactor }: Settings): void {
  if (!demo && secondFactor === 'off')
    log.info(
      '  SECOND_FACTOR=off: a password alone lets staff in who have set no second factor; SECOND_FACTOR=staff asks all of them for one',
    );
}

const activeAdmins = (identity: Identity): number =>
  identity.listAccounts().filter(({ disabled, roles }) => !disabled && roles.includes('admin')).length;

/** Without its back office the window can answer nothing: better no program than one that hangs. */
function onDeath(fault: unknown): void {
  log.error(`the back office died: ${textOf(fault)}`);
  process.exit(1);
}

function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stop().then(
      () => process.exit(0),
      (fault: unknown) => {
        log.error(`stopping failed: ${String(fault)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

/** What the operator can put right: told in one line, without a stack. By name, since most are thrown in the other thread. */
const OPERATOR_ERRORS = [
  'SettingsError',
  'DataFileError',
  'PolicyBookError',
  'StoreLockedError',
  'StoreUnfitError',
  'CalendarYearMissing',
];

/** The record itself is at fault: no other setting would help. */
const DAMAGED = 3;

function startFault(fault: unknown): string | undefined {
  if (!(fault instanceof Error)) return undefined;
  if (OPERATOR_ERRORS.includes(fault.name)) return fault.message;
  const { code, address, port } = fault as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === 'EADDRINUSE') return `another program listens on ${address}:${port}; set PORT to a free one`;
  return code === 'EACCES' || code === 'EADDRNOTAVAIL' ? fault.message : undefined;
}

const textOf = (fault: unknown): string => (fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));

main().catch((fault: unknown) => {
  if (fault instanceof Error && fault.name === 'DamageError') {
    log.error(fault.message);
    process.exit(DAMAGED);
  }
  const line = startFault(fault);
  log.error(line ?? textOf(fault));
  process.exit(line === undefined ? 1 : 2);
});
