import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { CalendarYearMissing } from '#calendar';
import { DataFileError } from '#data-files';
import { SwitchableClock, systemClock } from '#engine';
import { StoreLockedError, StoreUnfitError } from '#event-store';
import { isRejection } from '#kernel';
import { PolicyBookError } from '#policy';
import { DEMO_PASSWORD, DEMO_USERNAMES } from './demo/accounts.js';
import { seedDemo } from './demo/seed.js';
import { openHost, type Host } from './host.js';
import { consoleLog as log } from './log.js';
import { startServer } from './server.js';
import { readSettings, SettingsError } from './settings.js';

const STOP_WITHIN_MS = 9000;

// The live heap is small; left alone V8 lets garbage pile up to four times as much before it looks.
setFlagsFromString('--heap-growing-percent=60');

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const clock = new SwitchableClock(systemClock());
  const host = await openHost({
    settings,
    log,
    clock,
    prepare: async (parts) => {
      if (parts.identity.listAccounts().length > 0) return;
      if (settings.demo) await seedDemo(parts, clock);
      else await firstAdmin(parts);
    },
  });
  const server = await startServer(host, settings);
  log.info(`一窗一网 One Window: ${server.url}`);
  log.info(`  API ${server.url}/docs · health ${server.url}/health · data ${settings.dataDir}`);
  const known = new Set(host.identity.listAccounts().map(({ username }) => username));
  if (settings.demo && DEMO_USERNAMES.every((username) => known.has(username))) {
    log.info(`  Demonstration accounts (password ${DEMO_PASSWORD}): ${DEMO_USERNAMES.join(' ')}`);
  }
  stopOnSignals(async () => {
    await server.close();
    await host.close();
  });
}

/** Without demonstration data the first start makes one administrator, whose password is shown this once. */
async function firstAdmin({ identity }: Pick<Host, 'identity'>): Promise<void> {
  const password = randomBytes(12).toString('base64url');
  const answer = await identity.createAccount({ username: 'admin', displayName: '管理员', password, roles: ['admin'] });
  if (isRejection(answer)) throw new Error(answer.en);
  log.info(`First administrator: admin, password ${password} (shown only now)`);
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

/** What the operator can put right: told in one line, without a stack. */
const OPERATOR_ERRORS = [SettingsError, DataFileError, PolicyBookError, StoreLockedError, StoreUnfitError, CalendarYearMissing];

function startFault(fault: unknown): string | undefined {
  if (!(fault instanceof Error)) return undefined;
  if (OPERATOR_ERRORS.some((kind) => fault instanceof kind)) return fault.message;
  const { code, address, port } = fault as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === 'EADDRINUSE') return `another program listens on ${address}:${port}; set PORT to a free one`;
  return code === 'EACCES' || code === 'EADDRNOTAVAIL' ? fault.message : undefined;
}

main().catch((fault: unknown) => {
  const line = startFault(fault);
  log.error(line ?? String(fault instanceof Error ? fault.stack : fault));
  process.exit(line === undefined ? 1 : 2);
});
