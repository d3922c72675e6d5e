import { join } from 'node:path';
import {
  openWorkQueue,
  resolveRedis,
  startAlarms,
  type Alarms,
  type AlarmsStatus,
  type RedisTarget,
  type WorkQueue,
} from '#alarms';
import {
  loadDocumentTemplates,
  loadLaw,
  openEmbedded,
  refuseLostLog,
  SwitchableClock,
  systemClock,
  type Clock,
  type DataSource,
  type Engine,
  type Log,
} from '#engine';
import type { OpenErrand, SqliteStore } from '#event-store';
import { moveAccounts } from '#identity';
import { dateOf, formatInstant } from '#kernel';
import { outlookOf, type Law } from '#law';
import { openOffice } from '#office';
import type { DeadlineChanges, ReadModels } from '#read-models';
import { seedDemo } from '#demo';
import { identityFile, sqliteFolder, type Settings } from '../settings.js';
import type { BackOffice, Ready } from './back-office.js';

export interface OpenedBackOffice {
  readonly office: BackOffice;
  readonly law: Law;
  readonly engine: Engine;
  readonly readModels: ReadModels;
  /** Throws before `begin`. */
  alarms(): Alarms;
}

export interface BackOfficeOptions {
  readonly settings: Settings;
  readonly log: Log;
  /** The machine's clock where left out. */
  readonly clock?: Clock;
  /** Asked beside the embedded register for what applicants need not hand in. */
  readonly sources?: readonly DataSource[];
  /** 15 s where left out. */
  readonly sweepEveryMs?: number;
}

/**
 * Opens law, events and screens. Throws DataFileError, PolicyBookError, CalendarYearMissing, StoreLockedError, StoreUnfitError and DamageError.
 * From then on the files of the data folder belong to this process.
 */
export async function openBackOffice({ settings, log, ...options }: BackOfficeOptions): Promise<OpenedBackOffice> {
  const law = loadLaw();
  const forms = loadDocumentTemplates();
  const clock = new SwitchableClock(options.clock ?? systemClock());
  const deadlines = deadlineChanges();
  const folder = sqliteFolder(settings.eventStoreUrl);
  refuseLostLog(folder, identityFile(settings));
  const { engine, store, readModels, damage } = openEmbedded({
    law,
    clock,
    folder,
    log,
    onDamage: settings.onDamage,
    onDeadlines: deadlines.add,
    sources: options.sources ?? [],
  });
  if (damage !== undefined) log.error(`the record can only be looked at, ON_DAMAGE=read-only: ${damage}`);
  if (settings.clockConfirmed && clock.doubt() !== undefined) {
    log.warn('CLOCK_CONFIRMED: the wall clock is believed, though it is behind the record');
    clock.confirm();
  }
  const moved = damage === undefined ? moveAccounts(store.database, identityFile(settings)) : 0;
  if (moved > 0) log.info(`${moved} accounts moved from ${join(folder, 'one-window.sqlite')} to ${identityFile(settings)}`);
  const queues = { alarms: `alarms-${store.id}`, reductions: `reductions-${store.id}` };
  const isEmpty = (await store.head()) === undefined;
  let running: { readonly alarms: Alarms; stop(): Promise<void>; close(): Promise<void> } | undefined;

  let watch: NodeJS.Timeout | undefined;

  const alarms = (): Alarms => {
    if (running === undefined) throw new Error('the alarms have not been started');
    return running.alarms;
  };

  const { commands, queries, ...asked } = openOffice(engine, readModels, forms);
  const office: BackOffice = {
    about: { commands, queries, isEmpty },
    ...asked,
    async begin({ demo }) {
      if (damage !== undefined) return;
      if (demo !== undefined) await seedDemo({ law, engine, readModels }, clock, demo);
      running = await startBesideRedis({ settings, log, clock, engine, readModels, queues, sweepEveryMs: options.sweepEveryMs });
      deadlines.to(running.alarms);
      watch = watchClock(
        clock,
        log,
        () =>
          void alarms()
            .clockJumped()
            .catch(() => undefined),
      );
      const { warning } = outlookOf(engine.law.calendars, dateOf(clock.now()));
      if (warning !== null) log.info(warning.en);
    },
    async expire(deadline) {
      await engine.expire(deadline);
    },
    async reduce({ caseId }) {
      if (damage === undefined) await engine.reductions.run(caseId);
    },
    ready: async () =>
      damage === undefined
        ? readyOf(engine, alarms().status(), queues, storageOf(store))
        : damaged(await readyOf(engine, NO_ALARMS, queues, { status: 'ok' }), damage),
    async close() {
      clearInterval(watch);
      await running?.stop();
      await engine.close();
      await running?.close();
    },
  };
  return { office, law: engine.law, engine, readModels, alarms };
}

interface Queues {
  readonly alarms: string;
  readonly reductions: string;
}

interface PartsBesideRedis extends Required<Pick<BackOfficeOptions, 'settings' | 'log' | 'clock'>> {
  readonly sweepEveryMs: number | undefined;
  readonly engine: Engine;
  readonly readModels: ReadModels;
  readonly queues: Queues;
}

async function startBesideRedis({ settings, log, clock, engine, readModels, queues, sweepEveryMs }: PartsBesideRedis) {
  const redis = await resolveRedis({ url: settings.redisUrl, dataDir: settings.dataDir });
  log.info(redis.line);
  const starting = startAlarms({
    ...(redis.connection === undefined ? {} : { redis: redis.connection }),
    queueName: queues.alarms,
    clock,
    // With a clock in doubt nothing is due: no silence takes effect by it.
    record: {
      due: async (now, limit) => (clock.doubt?.() === undefined ? readModels.due(now, limit) : []),
      all: (after, limit) => readModels.deadlines(after, limit),
    },
    onDue: async (deadline) => {
      await engine.expire(deadline);
    },
    worker: settings.worker,
    ...(sweepEveryMs === undefined ? {} : { sweepIntervalMs: sweepEveryMs }),
    log,
  });
  const [alarms, receipts] = await Promise.all([
    starting,
    receiptsThrough(redis.connection, engine, queues.reductions, settings.worker, log),
  ]);
  return {
    alarms,
    async stop() {
      await Promise.all([receipts?.stop(), alarms.stop()]);
    },
    close: () => redis.stop(),
  };
}

/** With Redis workers share the receipts; without one, and when it falls silent, the engine itself does what they would have done. */
async function receiptsThrough(
  redis: RedisTarget | undefined,
  { reductions }: Engine,
  queueName: string,
  worker: boolean,
  log: Log,
): Promise<WorkQueue | undefined> {
  if (redis === undefined) return undefined;
  const queue = await openWorkQueue({ redis, queueName, work: (caseId) => reductions.run(caseId), worker, log });
  reductions.through(queue);
  return queue;
}

const NO_ALARMS: AlarmsStatus = { redis: 'none' };

const clockOf = (clock: Clock): Ready['clock'] => {
  const doubt = clock.doubt?.();
  return doubt === undefined
    ? { status: 'believed' }
    : { status: 'suspicious', byMs: doubt.byMs, since: formatInstant(doubt.since) };
};

const storageOf = (store: Pick<SqliteStore, 'diskFault'>): Ready['storage'] => {
  const fault = store.diskFault();
  return fault === undefined
    ? { status: 'ok' }
    : { status: 'failing', reason: fault === 'SQLITE_FULL' ? 'disk-full' : 'disk-failing' };
};

/** Nothing is done any more, and whoever runs the program is told why. */
const damaged = (ready: Ready, damage: string): Ready => ({ ...ready, status: 'damaged', processes: 'stopped', damage });

async function readyOf(
  { law, clock, store, errands, caughtUp }: Engine,
  status: AlarmsStatus,
  queues: Queues,
  storage: Ready['storage'],
): Promise<Ready> {
  const isDegraded = status.redis === 'down' || clock.doubt?.() !== undefined || storage.status === 'failing';
  return {
    status: isDegraded ? 'degraded' : 'ready',
    events: (await store.head()) ?? '0',
    processes: (await caughtUp(0)) ? 'caught-up' : 'behind',
    errands: errandsReady(await errands.open()),
    alarms: { ...status, queue: queues.alarms },
    reductions: { queue: queues.reductions },
    storage,
    clock: clockOf(clock),
    policies: law.policies.packs.map(({ policy, version }) => `${policy}/${version}`),
    calendar: outlookOf(law.calendars, dateOf(clock.now())),
  };
}

const errandsReady = (open: readonly OpenErrand[]): Ready['errands'] => ({
  open: open.length,
  oldest: open[0] === undefined ? null : formatInstant(open[0].since),
});

/** Alarms follow the commits, never the other way: what a lost one would have done, the sweep does. */
function deadlineChanges() {
  let alarms: Pick<Alarms, 'arm' | 'cancel'> | undefined;
  return {
    to(target: Pick<Alarms, 'arm' | 'cancel'>): void {
      alarms = target;
    },
    add({ set, cleared }: DeadlineChanges): void {
      if (cleared.length > 0) alarms?.cancel(cleared);
      if (set.length > 0) alarms?.arm(set);
    },
  };
}

const LOOK_MS = 1_000;

/** Tells the log once when the clock is no longer believed, and once when it is again; what fell due meanwhile is then looked at. */
function watchClock(clock: Clock, log: Log, believedAgain: () => void): NodeJS.Timeout {
  let doubted = false;
  const look = (): void => {
    const doubt = clock.doubt?.();
    if ((doubt !== undefined) === doubted) return;
    doubted = doubt !== undefined;
    if (doubt === undefined) {
      log.info('the clock is believed again');
      believedAgain();
    } else {
      const seconds = Math.round(doubt.byMs / 1000);
      log.error(
        `the wall clock jumped by ${seconds} s from ${formatInstant(doubt.since)}: until it is put right nothing is taken in and no limit takes effect`,
      );
    }
  };
  look();
  return setInterval(look, LOOK_MS).unref();
}
