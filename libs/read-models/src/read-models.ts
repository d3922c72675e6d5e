import type { Database } from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { ALIVE } from '#issuance';
import type { States, StreamChange, StreamName, StreamOfEvents } from '#event-store';
import type { Instant, LocalDate } from '#kernel';
import type { Law } from '#law';
import { deadlines, type DeadlineRow } from './deadlines/project.js';
import { deadline, queryDeadlines, queryDue, type Deadline } from './deadlines/query.js';
import { findScreenDamage } from './find-damage.js';
import { queryHints, type RepresentativeHint } from './institutions/query.js';
import { queryOpenStreams } from './open-streams.js';
import { rebuild } from './rebuild.js';
import { findCertificate } from './register/query.js';
import { queryInvestigationHints, type InvestigationHint } from './revocations/query.js';
import type { Screen } from './screen.js';
import { answersFrom, SCREENS, type Answers, type AnyTables } from './screens.js';
import type { Tables } from './tables.js';
import { createVersions, outdatedAmong } from './versions.js';
import { createIndexes, createTables, createWriter } from './writer.js';

export interface DeadlineChanges {
  readonly set: readonly Deadline[];
  readonly cleared: readonly Deadline[];
}

/** What refuses nothing, but is worth knowing to whoever handles an application. */
export type Hint = InvestigationHint | RepresentativeHint;

interface RebuildSource {
  scanStreams(): Iterable<StreamOfEvents>;
}

export interface ReadModels extends Answers {
  /** Writes the rows of one commit; called inside its transaction. Tells which deadlines it set and cleared, by stream. */
  write(changes: readonly StreamChange[]): ReadonlyMap<StreamName, DeadlineChanges>;
  /** Replays the whole log into new tables and switches. Answers how many events and streams it read. */
  rebuild(source: RebuildSource): { readonly events: number; readonly streams: number };
  /** Screens whose rows were written by another version of the program: to be rebuilt before use. */
  readonly outdated: readonly string[];
  /** What the others show against the log, in words; undefined where nothing is wrong. */
  readonly damage: string | undefined;
  certificate(number: string, today: LocalDate): ReturnType<typeof findCertificate>;
  hints(
    application: {
      readonly institution: { readonly uscc: string; readonly legalRepresentative?: string };
      readonly certificate?: { readonly number: string };
    },
    today: LocalDate,
  ): Promise<Hint[]>;
  /** The case of a renewal of this certificate that is still open. A command rests on it. */
  openRenewalOf(certificate: string): Promise<string | undefined>;
  hasCertificate(uscc: string): Promise<boolean>;
  /** The latest last day of its certificates in the field that nothing has ended. */
  heldUntil(uscc: string, field: string): Promise<LocalDate | undefined>;
  isKnown(uscc: string): Promise<boolean>;
  due(now: Instant, limit: number): Promise<Deadline[]>;
  deadlines(afterId: string | undefined, limit: number): Promise<Deadline[]>;
  openStreams(after: StreamName | undefined, limit: number): Promise<StreamName[]>;
}

export interface OpenOptions {
  /** Nothing is made, mended or rebuilt: the screens are looked at as they are. */
  readonly asTheyAre?: boolean;
}

export function openReadModels(
  database: Database,
  law: Law,
  states: States,
  { asTheyAre = false }: OpenOptions = {},
): ReadModels {
  if (!asTheyAre) createVersions(database);
  const old = outdatedAmong(database, SCREENS);
  const damage = findScreenDamage(
    database,
    SCREENS.filter((screen) => !old.includes(screen)),
  );
  if (!asTheyAre) prepare(database, old);
  const outdated = old.map(({ table }) => table);
  let writer = asTheyAre ? refuseToWrite : createWriter(database, SCREENS, law);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  const openRenewal = database.prepare<[string], string>('SELECT case_id FROM open_renewals WHERE certificate = ?').pluck();
  const certificateOf = database.prepare<[string], string>('SELECT number FROM register WHERE uscc = ? LIMIT 1').pluck();
  const heldUntil = database
    .prepare<[string, string], LocalDate>(
      `SELECT valid_to FROM register WHERE uscc = ? AND field = ? AND status IN (${ALIVE.map((status) => `'${status}'`).join()})
       ORDER BY valid_to DESC LIMIT 1`,
    )
    .pluck();
  const caseOf = database.prepare<[string], string>('SELECT case_id FROM my_cases WHERE uscc = ? LIMIT 1').pluck();

  return {
    ...answersFrom(db as unknown as AnyTables, () => law.calendar),
    outdated,
    damage,
    write(changes) {
      const touched = new Map<StreamName, DeadlineChanges>();
      for (const change of changes) {
        const written = writer(change).get(deadlines);
        if (written === undefined) continue;
        const set = (written.put as readonly DeadlineRow[]).map(deadline);
        const cleared = (written.removed as readonly DeadlineRow[]).map(deadline);
        touched.set(change.stream, { set, cleared });
      }
      return touched;
    },
    rebuild(source) {
      const counted = rebuild(database, SCREENS, law, states, source);
      writer = createWriter(database, SCREENS, law);
      return counted;
    },
    certificate: (number, today) => findCertificate(db, number, today),
    hints: async ({ institution, certificate }, today) => [
      ...(await queryInvestigationHints(db, certificate?.number)),
      ...(await queryHints(db, institution, today)),
    ],
    openRenewalOf: async (certificate) => openRenewal.get(certificate),
    hasCertificate: async (uscc) => certificateOf.get(uscc) !== undefined,
    heldUntil: async (uscc, field) => heldUntil.get(uscc, field),
    isKnown: async (uscc) => certificateOf.get(uscc) !== undefined || caseOf.get(uscc) !== undefined,
    due: (now, limit) => queryDue(db, now, limit),
    deadlines: (afterId, limit) => queryDeadlines(db, afterId, limit),
    openStreams: (after, limit) => queryOpenStreams(db, after, limit),
  };
}

function prepare(database: Database, outdated: readonly Screen[]): void {
  for (const { table } of outdated) database.exec(`DROP TABLE IF EXISTS ${table}`);
  createTables(database, SCREENS);
  createIndexes(database, SCREENS);
}

const refuseToWrite: ReturnType<typeof createWriter> = () => {
  throw new Error('these screens were opened to be looked at');
};
