import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Law } from '#case';
import { dateOf } from '#kernel';
import { openSqliteStore, type SqliteStore, type StreamName } from '#event-store';
import { openReadModels, type DeadlineChanges, type ReadModels } from '#read-models';
import type { Clock } from './clock.js';
import { createEngine, type Engine, type EngineOptions } from './engine.js';
import { silent, type Log } from './log.js';
import { LAW_STREAMS, takeLaw } from './published-law.js';

export interface Embedded {
  readonly engine: Engine;
  readonly store: SqliteStore;
  readonly readModels: ReadModels;
}

export interface EmbeddedOptions extends Pick<EngineOptions, 'sources' | 'patience'> {
  readonly law: Law;
  readonly clock: Clock;
  /** Made where missing; the file in it belongs to this process alone. */
  readonly folder: string;
  readonly log?: Log;
  /** Told which deadlines a command set and cleared, once that is durable. */
  readonly onDeadlines?: (changes: DeadlineChanges) => void;
  /** Only for fault tests: NORMAL must be seen to lose data. */
  readonly synchronous?: 'FULL' | 'NORMAL';
}

/** Raised whenever the names of the keys, or who holds them, change. */
const KEYS = 2;

/** Of a body, looked through for what it has handed in before. */
const NEWEST_CASES = 50;

/**
 * The embedded profile: events, screens and checkpoints in one SQLite file, the rows of a commit written in that very commit.
 * Screens written by another version of the program are rebuilt first. Throws StoreLockedError and StoreUnfitError.
 */
export function openEmbedded({
  law,
  clock,
  folder,
  onDeadlines,
  log = silent,
  synchronous = 'FULL',
  ...reductions
}: EmbeddedOptions): Embedded {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'one-window.sqlite');
  let opened: Omit<Embedded, 'engine'> | undefined;
  let readModels: ReadModels;
  // A commit may be rolled back and tried again in parts: what it did to the deadlines of a stream counts when the append is answered.
  const pending = new Map<StreamName, DeadlineChanges>();
  const engine = createEngine({
    law,
    clock,
    log,
    ...reductions,
    casesOf: async (uscc) =>
      (await opened?.readModels.myCases({ uscc, page: 1, size: NEWEST_CASES }, dateOf(clock.now())))?.items.map(
        ({ caseId }) => caseId,
      ) ?? [],
    onStored(stream) {
      const changes = pending.get(stream);
      pending.delete(stream);
      if (changes !== undefined) onDeadlines?.(changes);
    },
    openStreams: (after, limit) => readModels.openStreams(after, limit),
    lookups: {
      openRenewalOf: (certificate) => opened?.readModels.openRenewalOf(certificate),
      hasCertificate: (uscc) => opened?.readModels.hasCertificate(uscc) === true,
      certificatesOf: (uscc) => opened?.readModels.certificatesOf(uscc) ?? [],
    },
    open(states, book) {
      const store = openSqliteStore({
        file,
        synchronous,
        onCommit: (events, readStream) => {
          for (const [stream, changes] of readModels.write(states.changes(events, readStream))) pending.set(stream, changes);
        },
      });
      for (const stream of LAW_STREAMS) takeLaw(book, states, stream, store.readStreamSync(stream));
      store.nameKeys(
        KEYS,
        ({ stream, events }) => states.decider(stream).uniqueKeys?.(states.foldRecorded(stream, events).state) ?? [],
      );
      readModels = openReadModels(store.database, book, states);
      if (readModels.outdated.length > 0) readModels.rebuild(store);
      opened = { store, readModels };
      return store;
    },
  });
  if (opened === undefined) throw new Error('the engine did not open its store');
  return { engine, ...opened };
}
