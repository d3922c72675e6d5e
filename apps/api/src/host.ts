import { openWorkQueue, resolveRedis, startAlarms, type Alarms, type WorkQueue } from '#alarms';
import type { Law } from '#case';
import { loadLaw, openEmbedded, systemClock, type Clock, type DataSource, type Engine, type Log } from '#engine';
import { createIdentity, type Identity } from '#identity';
import type { DeadlineChanges, ReadModels } from '#read-models';
import { sqliteFolder, type Settings } from './settings.js';

/** Injection token of the host. */
export const HOST = Symbol('host');

/** Everything behind the HTTP surface of the embedded profile: engine, screens, accounts and alarms on one file. */
export interface Host {
  readonly settings: Settings;
  readonly law: Law;
  readonly clock: Clock;
  readonly engine: Engine;
  readonly readModels: ReadModels;
  readonly identity: Identity;
  readonly alarms: Alarms;
  /** Name of the BullMQ queue that the alarms of this log are in. */
  readonly queueName: string;
  /** Name of the BullMQ queue of receipts, for which the five reductions are to be looked at. */
  readonly reductionsQueue: string;
  readonly log: Log;
  close(): Promise<void>;
}

export interface HostOptions {
  readonly settings: Settings;
  readonly log: Log;
  /** The machine's clock where left out. */
  readonly clock?: Clock;
  /** Asked beside the embedded register for what applicants need not hand in. */
  readonly sources?: readonly DataSource[];
  /** Runs before the alarms start; the demonstration is made here. */
  readonly prepare?: (host: Omit<Host, 'alarms' | 'close'>) => Promise<void>;
}

export async function openHost({ settings, log, clock = systemClock(), sources = [], prepare }: HostOptions): Promise<Host> {
  const law = loadLaw();
  const changed = deadlineChanges();
  const folder = sqliteFolder(settings.eventStoreUrl);
  const { engine, store, readModels } = openEmbedded({ law, clock, folder, log, onDeadlines: changed.add, sources });
  const identity = createIdentity({ database: store.database, clock: systemClock() });
  const queueName = `alarms-${store.id}`;
  const reductionsQueue = `reductions-${store.id}`;
  const parts = { settings, queueName, reductionsQueue, law, clock, engine, readModels, identity, log };
  await prepare?.(parts);
  const redis = await resolveRedis({ url: settings.redisUrl, dataDir: settings.dataDir });
  log.info(redis.line);
  const alarms = await startAlarms({
    ...(redis.connection === undefined ? {} : { redis: redis.connection }),
    queueName,
    clock,
    record: { due: (now, limit) => readModels.due(now, limit), all: (after, limit) => readModels.deadlines(after, limit) },
    onDue: async (deadline) => {
      await engine.expire(deadline);
    },
    worker: settings.worker,
    log,
  });
  changed.to(alarms);
  const receipts = await receiptsThrough(redis.connection, parts);
  return {
    ...parts,
    alarms,
    async close() {
      await receipts?.stop();
      await alarms.stop();
      identity.close();
      await engine.close();
      await redis.stop();
    },
  };
}

/** With Redis workers share the receipts; without one, and when it falls silent, the engine itself does what they would have done. */
async function receiptsThrough(
  redis: Parameters<typeof openWorkQueue>[0]['redis'] | undefined,
  {
    engine,
    reductionsQueue: queueName,
    settings: { worker },
    log,
  }: Pick<Host, 'engine' | 'reductionsQueue' | 'settings' | 'log'>,
): Promise<WorkQueue | undefined> {
  if (redis === undefined) return undefined;
  const queue = await openWorkQueue({ redis, queueName, work: (caseId) => engine.reductions.run(caseId), worker, log });
  engine.reductions.through(queue);
  return queue;
}

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
