import { setTimeout as pause } from 'node:timers/promises';
import type { Checkpoints, EventsOf, EventStore, Folded, Handle, OpenErrands, StreamName } from '#event-store';
import type { Law } from '#law';
import { PROCESSES, publishedCalendar, receivedReductions } from '#processes';
import type { Clock } from '../clock/clock.js';
import type { Log } from '../log.js';
import type { DataSource } from '../reductions/data-source.js';
import { createReductions, type Reductions, type ReductionsOptions } from '../reductions/reductions.js';
import { createErrands, type Errands, type OpenStreams } from './errands.js';
import { forgetfulErrands } from './errand-list.js';
import { searchOwed } from './owed.js';
import { startProcesses } from './process-runner.js';

export interface ProcessingOptions {
  readonly law: Law;
  readonly clock: Clock;
  readonly store: EventStore & {
    readonly openErrands?: OpenErrands;
    readonly eventsOf?: EventsOf;
    readonly damage?: string | undefined;
  };
  readonly checkpoints: Checkpoints;
  readonly handle: Handle;
  readonly load: (stream: StreamName) => Promise<Folded>;
  readonly openStreams: OpenStreams;
  readonly sources: readonly DataSource[];
  readonly patience: Pick<ReductionsOptions, 'sourceMs' | 'workerMs'> | undefined;
  readonly log: Log;
}

export interface Processing {
  readonly errands: Pick<Errands, 'open' | 'retry'>;
  /** The five reductions: by workers where there are any, else by the engine itself. */
  readonly reductions: Reductions;
  /** Whether everything that is stored has been reacted to. */
  caughtUp(timeoutMs?: number): Promise<boolean>;
  stop(): Promise<void>;
}

const LOOK_MS = 500;
const CATCH_UP_MS = 2000;

/** What the engine does by itself after events; nothing on a record that is damaged. */
export function startProcessing({ store, checkpoints, log, patience, ...options }: ProcessingOptions): Processing {
  const { law, clock, load, openStreams, sources } = options;
  const isDamaged = store.damage !== undefined;
  let stopping = false;
  /** It waits until the clock is believed again. */
  const handle: Handle = async (request) => {
    while (clock.doubt?.() !== undefined) {
      if (stopping) throw new Error('the program stops');
      await pause(LOOK_MS);
    }
    return options.handle(request);
  };
  const reductions = createReductions({ law, clock, store, load, handle, sources, log, ...patience });
  const errands = createErrands({
    ...{ store, handle, load, clock, log, openStreams },
    processes: [...PROCESSES, receivedReductions, publishedCalendar],
    kept: store.openErrands ?? forgetfulErrands(),
    idle: isDamaged,
    tasks: { 'apply-reductions': reductions.onReceipt },
  });
  // Sources may be slow, and no certificate is to wait for them: the reductions are seen to apart.
  const groups = isDamaged ? [] : [PROCESSES, [receivedReductions], [publishedCalendar]];
  let searched = false;
  // Before they begin: where they have got to is how far there is anything to look for.
  const search = searchOwed({ processes: groups[0] ?? [], store, checkpoints, errands })
    .then((found) => (found > 0 ? log.warn(`${found} errands of the past had never been done, and are now`) : undefined))
    .catch((fault: unknown) => log.warn(`the search for what is owed is left to the next start: ${String(fault)}`))
    .finally(() => (searched = true));
  const processes = groups.map((group) => startProcesses(group, store, errands, checkpoints));

  return {
    errands,
    reductions,
    async caughtUp(timeoutMs) {
      if (!searched && !(await within(search, timeoutMs))) return false;
      // What one has done may be for another to react to, so all are asked once more after the last.
      for (const process of [...processes, ...processes]) if (!(await process.caughtUp(timeoutMs))) return false;
      return true;
    },
    async stop() {
      stopping = true;
      const parts = [errands, ...processes].map((part) => part.stop());
      reductions.stop();
      await Promise.all([...parts, search]);
    },
  };
}

async function within(work: Promise<unknown>, timeoutMs = CATCH_UP_MS): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), timeoutMs)));
  const over = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return over;
}
