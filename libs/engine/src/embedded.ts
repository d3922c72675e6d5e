import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dateOf, type Instant } from '#kernel';
import {
  DamageError,
  openSqliteStore,
  sqliteCode,
  storedTypes,
  type EventDefinition,
  type SqliteStore,
  type StreamName,
  type StreamOfEvents,
} from '#event-store';
import type { Law } from '#law';
import { openReadModels, type DeadlineChanges, type ReadModels } from '#read-models';
import { CLOCK_STREAM, type ClockConfirmed } from './clock/clock-confirmation.js';
import type { Clock } from './clock/clock.js';
import { createEngine, type Engine, type EngineOptions } from './engine.js';
import { silent, type Log } from './log.js';
import { LAW_STREAMS, takeLaw } from './publication/published-law.js';
import { EVENT_DEFINITIONS } from './registry.js';

export interface Embedded {
  readonly engine: Engine;
  readonly store: SqliteStore;
  readonly readModels: ReadModels;
  readonly damage?: string;
}

export interface EmbeddedOptions extends Pick<EngineOptions, 'sources' | 'patience' | 'definitions'> {
  readonly law: Law;
  readonly clock: Clock;
  /** Made where missing; the file in it belongs to this process alone. */
  readonly folder: string;
  readonly log?: Log;
  /** Told which deadlines a command set and cleared, once that is durable. */
  readonly onDeadlines?: (changes: DeadlineChanges) => void;
  /** What becomes of a damaged record: by default it is not opened at all. `mend-screens` opens one whose screens alone are wrong, to rebuild them. */
  readonly onDamage?: 'stop' | 'read-only' | 'mend-screens';
  /** Only for fault tests: NORMAL must be seen to lose data. */
  readonly synchronous?: 'FULL' | 'NORMAL';
}

/** Raised whenever the names of the keys, or who holds them, change. */
const KEYS = 2;

/** Of a body, looked through for what it has handed in before. */
const NEWEST_CASES = 50;

/**
 * The embedded profile: events, screens and checkpoints in one SQLite file, the rows of a commit written in that very commit.
 * Screens written by another version of the program are rebuilt first. Throws StoreLockedError, StoreUnfitError and DamageError.
 */
export function openEmbedded({
  law,
  clock,
  folder,
  onDeadlines,
  log = silent,
  onDamage = 'stop',
  synchronous = 'FULL',
  definitions = EVENT_DEFINITIONS,
  ...reductions
}: EmbeddedOptions): Embedded {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'one-window.sqlite');
  let opened: Omit<Embedded, 'engine'> | undefined;
  let readModels: ReadModels;
  // A commit may fail, or be rolled back and tried again in parts: what the last one did to the deadlines of a stream counts when the append is answered.
  const pending = new Map<StreamName, DeadlineChanges>();
  const engine = createEngine({
    law,
    clock,
    log,
    definitions,
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
      openRenewalOf: async (certificate) => opened?.readModels.openRenewalOf(certificate),
      hasCertificate: async (uscc) => (await opened?.readModels.hasCertificate(uscc)) === true,
      heldUntil: async (uscc, field) => opened?.readModels.heldUntil(uscc, field),
    },
    open(states, book, decode) {
      const store = openSqliteStore({
        file,
        synchronous,
        decode,
        despiteDamage: onDamage === 'read-only',
        onCommit: (events, readStream) => {
          for (const { stream } of events) pending.delete(stream);
          for (const [stream, changes] of readModels.write(states.changes(events, readStream))) pending.set(stream, changes);
        },
      });
      const keysOf = ({ stream, events }: StreamOfEvents): readonly string[] =>
        states.decider(stream).uniqueKeys?.(states.foldRecorded(stream, events).state) ?? [];
      try {
        const damage = store.damage ?? unknownType(store, definitions);
        for (const stream of LAW_STREAMS) takeLaw(book, states, stream, store.readStreamSync(stream));
        readModels = openReadModels(store.database, book, states, { asTheyAre: damage !== undefined });
        const found = damage ?? (onDamage === 'mend-screens' ? undefined : readModels.damage);
        if (found !== undefined && onDamage !== 'read-only') throw new DamageError(file, found);
        if (found !== undefined) store.database.pragma('query_only = ON');
        else {
          store.nameKeys(KEYS, keysOf);
          if (readModels.outdated.length > 0) readModels.rebuild(store);
        }
        const recorded = lastRecordedAt(store);
        if (recorded !== undefined) clock.notBefore?.(recorded, confirmedAt(store, recorded));
        opened = { store, readModels, ...(found === undefined ? {} : { damage: found }) };
        return found === undefined ? store : { ...store, damage: found };
      } catch (fault) {
        store.database.close();
        throw sqliteCode(fault).startsWith('SQLITE_ERROR')
          ? new DamageError(file, (fault as Error).message, { cause: fault })
          : fault;
      }
    },
  });
  if (opened === undefined) throw new Error('the engine did not open its store');
  return { engine, ...opened };
}

/** An event that no part of this program understands: of a newer program, or forged. */
function unknownType(store: SqliteStore, definitions: readonly EventDefinition[]): string | undefined {
  const known = new Map(definitions.map(({ type, version }) => [type, version]));
  const unknown = storedTypes(store.database).find(({ type, version }) => !(version >= 1 && version <= (known.get(type) ?? 0)));
  return unknown && `it holds ${unknown.type} in version ${unknown.version}, which this program does not know`;
}

const lastRecordedAt = ({ database }: SqliteStore): Instant | undefined =>
  database.prepare<[], Instant>('SELECT recorded_at FROM events ORDER BY position DESC LIMIT 1').pluck().get();

/** What the wall clock showed when it was last confirmed, where the record still bears the time of that moment. */
function confirmedAt(store: SqliteStore, recorded: Instant): Instant | undefined {
  const last = store.readStreamSync(CLOCK_STREAM).at(-1);
  return last?.recordedAt === recorded ? (last.data as ClockConfirmed['data']).after : undefined;
}
