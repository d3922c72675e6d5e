import type { Database } from 'better-sqlite3';
import type { Position } from '../port.js';

/** Events between two notes of where the log ends: with every commit it would cost a page each time, a tenth of all that is written. */
const NOTE_EVERY = 32;
/** Most events that may lie behind the note where the log was not closed. */
export const UNNOTED_MOST = NOTE_EVERY - 1;

export interface LogHead {
  /** Inside the transaction that stores events up to there. */
  movedTo(position: Position): void;
  /** After a rollback: what was noted may never have been stored. */
  forget(): void;
  /** When the log is closed: from then on it ends exactly there. */
  settle(): void;
}

/** Notes in the log where it ends. After a crash it may end up to 31 events later than was noted, never earlier. */
export function createLogHead(database: Database): LogHead {
  const note = database.prepare<[number]>('UPDATE log_head SET position = ?, open = 1');
  const settle = database.prepare('UPDATE log_head SET position = (SELECT max(position) FROM events), open = 0 WHERE open = 1');
  let noted: number | undefined;

  return {
    movedTo(position) {
      const end = Number(position);
      if (noted !== undefined && end - noted < NOTE_EVERY) return;
      note.run(end);
      noted = end;
    },
    forget: () => (noted = undefined),
    settle: () => void settle.run(),
  };
}
