import { join } from 'node:path';
import { loadLaw, openEmbedded, systemClock } from '#engine';
import { DamageError, openSqliteStore, type RecordedEvent } from '#event-store';
import { SCREENS } from '#read-models';

/** What lies on the disk of a stopped server. */
export interface Log {
  /** In order of revision, by stream. */
  readonly streams: ReadonlyMap<string, readonly RecordedEvent[]>;
  /** Rows in order of their key, by table. */
  readonly screens: Readonly<Record<string, readonly object[]>>;
  readonly integrity: unknown;
}

export const fileIn = (dataDir: string): string => join(dataDir, 'one-window.sqlite');

/** Damaged or not: it is for the audit to say what is wrong. */
export async function readLog(dataDir: string): Promise<Log> {
  const store = openSqliteStore({ file: fileIn(dataDir), despiteDamage: true });
  try {
    const rows = (table: string): object[] => store.database.prepare<[], object>(`SELECT * FROM ${table} ORDER BY 1`).all();
    return {
      streams: new Map([...store.scanStreams()].map(({ stream, events }) => [stream, events])),
      screens: Object.fromEntries(SCREENS.map(({ table }) => [table, rows(table)])),
      integrity: store.database.pragma('integrity_check', { simple: true }),
    };
  } finally {
    await store.close();
  }
}

/** What `npm run rebuild` does to a data folder. A damaged log is left alone, and its screens with it. */
export async function rebuildScreens(dataDir: string): Promise<void> {
  try {
    const { engine, store, readModels } = openEmbedded({
      law: loadLaw(),
      clock: systemClock(),
      folder: dataDir,
      onDamage: 'mend-screens',
    });
    readModels.rebuild(store);
    await engine.close();
  } catch (fault) {
    if (!(fault instanceof DamageError)) throw fault;
  }
}
