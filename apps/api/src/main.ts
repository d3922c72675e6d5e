import { randomBytes } from 'node:crypto';
import { CalendarYearMissing } from '#calendar';
import { DataFileError } from '#data-files';
import { SwitchableClock, systemClock } from '#engine';
import { StoreLockedError } from '#event-store';
import { isRejection } from '#kernel';
import { DEMO_PASSWORD } from './demo/accounts.js';
import { seedDemo } from './demo/seed.js';
import { openHost, type Host } from './host.js';
import { consoleLog as log } from './log.js';
import { startServer } from './server.js';
import { readSettings, SettingsError } from './settings.js';

const STOP_WITHIN_MS = 9000;

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
  if (settings.demo) {
    log.info(
      `  Demonstration accounts (password ${DEMO_PASSWORD}): ${host.identity
        .listAccounts()
        .map(({ username }) => username)
        .join(' ')}`,
    );
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

main().catch((fault: unknown) => {
  const expected = [SettingsError, DataFileError, StoreLockedError, CalendarYearMissing].some((kind) => fault instanceof kind);
  log.error(expected && fault instanceof Error ? fault.message : String(fault instanceof Error ? fault.stack : fault));
  process.exit(expected ? 2 : 1);
});
