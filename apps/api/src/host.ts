import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { resolveRedis, startAlarms, type Alarms } from '#alarms';
import type { Law } from '#case';
import { createEngine, loadLaw, systemClock, type Checkpoints, type Clock, type Engine, type Log } from '#engine';
import { openSqliteStore, type SqliteStore } from '#event-store';
import { createIdentity, type Identity } from '#identity';
import { openReadModels, type Deadline, type ReadModels } from '#read-models';
import { sqliteFolder, type Settings } from './settings.js';

/** Injection token of the host. */
export const HOST = Symbol('host');

/** Everything behind the HTTP surface of the embedded profile: engine, screens, accounts and alarms on one file. */
export interface Host {
  readonly law: Law;
  readonly clock: Clock;
  readonly engine: Engine;
  readonly readModels: ReadModels;
  readonly identity: Identity;
  readonly alarms: Alarms;
  readonly log: Log;
  close(): Promise<void>;
}

export interface HostOptions {
  readonly settings: Settings;
  readonly log: Log;
  /** The machine's clock where left out. */
  readonly clock?: Clock;
  /** Runs before the alarms start; the demonstration is made here. */
  readonly prepare?: (host: Omit<Host, 'alarms' | 'close'>) => Promise<void>;
}

export async function openHost({ settings, log, clock = systemClock(), prepare }: HostOptions): Promise<Host> {
  const law = loadLaw();
  const folder = sqliteFolder(settings.eventStoreUrl);
  mkdirSync(folder, { recursive: true });
  const changed = deadlineChanges();
  let readModels: ReadModels | undefined;
  let store: SqliteStore | undefined;
  const engine = await createEngine({
    law,
    clock,
    log,
    openStore: (onCommit) => {
      store = openSqliteStore({ file: join(folder, 'one-window.sqlite'), onCommit });
      return store;
    },
    onOpen: (states) => {
      readModels = openReadModels(opened(store).database, law, states);
      if (readModels.outdated.length > 0) readModels.rebuild(opened(store));
    },
    onChanges: (changes) => changed.add(opened(readModels).write(changes)),
    checkpoints: { find: (name) => sqliteCheckpoints(opened(store)).find(name), save: (name, at) => sqliteCheckpoints(opened(store)).save(name, at) },
  });
  const identity = createIdentity({ database: opened(store).database, clock: systemClock() });
  const parts = { law, clock, engine, readModels: opened(readModels), identity, log };
  await prepare?.(parts);
  const redis = await resolveRedis({ url: settings.redisUrl, dataDir: settings.dataDir });
  log.info(redis.line);
  const alarms = await startAlarms({
    ...(redis.connection === undefined ? {} : { redis: redis.connection }),
    clock,
    record: { due: (now, limit) => parts.readModels.due(now, limit), all: (after, limit) => parts.readModels.deadlines(after, limit) },
    onDue: async (deadline) => void (await engine.expire(deadline)),
    worker: settings.worker,
    log,
  });
  changed.to(alarms);
  return {
    ...parts,
    alarms,
    async close() {
      await alarms.stop();
      identity.close();
      await engine.close();
      await redis.stop();
    },
  };
}

function opened<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('used before it was opened');
  return part;
}

/** Alarms follow the commits, never the other way: what a lost one would have done, the sweep does. */
function deadlineChanges() {
  let alarms: Pick<Alarms, 'arm' | 'cancel'> | undefined;
  return {
    to(target: Pick<Alarms, 'arm' | 'cancel'>): void {
      alarms = target;
    },
    add({ set, cleared }: { set: readonly Deadline[]; cleared: readonly Deadline[] }): void {
      if (cleared.length > 0) alarms?.cancel(cleared);
      if (set.length > 0) alarms?.arm(set);
    },
  };
}

function sqliteCheckpoints({ database }: SqliteStore): Checkpoints {
  database.exec('CREATE TABLE IF NOT EXISTS checkpoints (name TEXT PRIMARY KEY, position TEXT NOT NULL) STRICT, WITHOUT ROWID');
  return {
    find: (name) => database.prepare<[string], string>('SELECT position FROM checkpoints WHERE name = ?').pluck().get(name),
    save: (name, position) =>
      void database
        .prepare('INSERT INTO checkpoints VALUES (?, ?) ON CONFLICT DO UPDATE SET position = excluded.position')
        .run(name, position),
  };
}

