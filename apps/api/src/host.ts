import { systemClock, type Clock, type Log } from '#engine';
import { openIdentity, type Account, type Identity } from '#identity';
import { openSecurityLog, type SecurityLog } from '#security-log';
import type { BackOffice } from './back-office/back-office.js';
import { openDemoAccounts } from '#demo';
import { identityFile, securityLogFolder, type Settings } from './settings.js';

export const HOST = Symbol('host');

const DAY_MS = 86_400_000;

/** What the HTTP surface stands on: accounts of its own, and a way to the back office. */
export interface Host {
  readonly settings: Settings;
  readonly office: BackOffice;
  readonly identity: Identity;
  readonly securityLog: SecurityLog;
  readonly log: Log;
  /** Accounts with power, takeovers and publications take two administrators. */
  readonly secondAdmin: boolean;
  /** The window's own clock, by which people are signed in, is believed from now on. */
  confirmClock(): void;
  close(): Promise<void>;
}

export interface HostOptions {
  readonly settings: Settings;
  readonly log: Log;
  /** Open, and not yet begun: whoever holds its files may open those beside them. */
  readonly office: BackOffice;
  /** The machine's clock where left out. */
  readonly clock?: Clock;
  /** Makes the first accounts; answers those for which there is to be a demonstration. */
  readonly prepare?: (identity: Identity) => Promise<readonly Account[] | undefined>;
}

/** Opens the accounts and lets the back office begin. Throws StoreLockedError and StoreUnfitError. */
export async function openHost({ settings, log, office, prepare, clock = systemClock() }: HostOptions): Promise<Host> {
  const initialPasswordMs = settings.initialPasswordDays * DAY_MS;
  const securityLog = openSecurityLog({ folder: securityLogFolder(settings), clock });
  const onTakenIn = (accounts: number): void =>
    log.info(`${accounts} accounts from before taken into the record of rights in ${securityLogFolder(settings)}`);
  securityLog.record({ what: 'start', more: shown(settings) });
  const identity = openIdentity({
    file: identityFile(settings),
    clock,
    initialPasswordMs,
    secondFactor: settings.secondFactor,
    securityLog,
    onTakenIn,
  });
  const demo = await prepare?.(identity);
  await office.begin(demo === undefined ? {} : { demo });
  return {
    settings,
    office,
    identity,
    securityLog,
    log,
    secondAdmin: settings.secondAdmin ?? openDemoAccounts(identity).length === 0,
    confirmClock: () => clock.confirm?.(),
    async close() {
      await office.close();
      identity.close();
      securityLog.close();
    },
  };
}

function shown({ engineToken, trustedProxies, ...settings }: Settings): Record<string, string | number | boolean> {
  const plain = Object.entries(settings).map(([name, value]) => [name, value ?? 'none'] as const);
  return { ...Object.fromEntries(plain), engineToken: engineToken !== undefined, trustedProxies: trustedProxies.join(' ') };
}
