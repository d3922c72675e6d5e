import type { Origin, What } from '#security-log';
import type { Database } from 'better-sqlite3';
import type { RightsKeeper } from './rights.js';

/** How tables are changed. Every change that must reach other processes raises the revision, in the same commit. */
export function createChanges(database: Database, rights?: RightsKeeper) {
  const raiseRevision = database.prepare('UPDATE identity_revision SET revision = revision + 1');
  const guarded = <T>(work: () => T): T => (rights === undefined ? work() : rights.guard(work));

  const change = <A extends unknown[]>(run: (...args: A) => void): ((...args: A) => void) => {
    const transaction = database.transaction((...args: A) => {
      run(...args);
      raiseRevision.run();
    });
    return (...args) => {
      transaction.immediate(...args);
    };
  };

  return {
    change,
    /** Around a transaction with lines in the record of rights: where it is rolled back, so are they. */
    guarded,

    /** A change of rights: the same, and a line in the record of rights before the commit. */
    changeRights<A extends unknown[]>(
      what: What | ((...args: A) => What),
      run: (id: string, ...args: A) => void,
    ): (by: Origin | undefined, id: string, ...args: A) => void {
      const changed = change((by: Origin | undefined, id: string, ...args: A) => {
        run(id, ...args);
        rights?.record(typeof what === 'string' ? what : what(...args), id, by);
      });
      return (...args) => {
        guarded(() => {
          changed(...args);
        });
      };
    },

    /** All of it in one commit, or nothing; at most one line in the record of rights. */
    atOnce: <T>(work: () => T): T => guarded(() => database.transaction(work).immediate()),
  };
}

export type Changes = ReturnType<typeof createChanges>;
