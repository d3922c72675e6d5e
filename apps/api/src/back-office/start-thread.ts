import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Log } from '#engine';
import type { Settings } from '../settings.js';
import type { About, BackOffice } from './back-office.js';
import { createOutbox, errorOf, officeBy, type Call, type Notice, type Reply } from './channel.js';

export interface ThreadOptions {
  readonly settings: Settings;
  readonly log: Log;
  /** Told once when the thread ends without having been closed: nothing that was asked of it will be answered. */
  readonly onDeath: (fault: unknown) => void;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (fault: Error) => void;
}

/** The back office begins with the first few while the window still reads the next: a fifth more commands with 16 cases at once. */
const MOST_AT_ONCE = 4;

/** Half of what V8 would take: 25 MB less at the peak, and no slower. */
const YOUNG_MB = 24;

/** Opens the back office in a thread of its own. Throws what opening throws, by name. */
export async function startBackOffice({ settings, log, onDeath }: ThreadOptions): Promise<BackOffice> {
  const worker = new Worker(new URL('./thread.js', import.meta.url), {
    workerData: settings,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const about = await opened(worker, log);
  const waiting = new Map<number, Waiting>();
  const send = createOutbox<Call>(setImmediate, (batch) => worker.postMessage(batch), MOST_AT_ONCE);
  let calls = 0;
  let closing = false;

  worker.on('message', (message: string | Notice) => {
    if (typeof message === 'string') (JSON.parse(message) as Reply[]).forEach(settle);
  });
  const died = (fault: unknown): void => {
    if (closing) return;
    closing = true;
    onDeath(fault);
  };
  worker.on('error', died);
  worker.on('messageerror', died);
  worker.on('exit', (status) => died(new Error(`the thread of the back office ended with status ${status}`)));

  function settle([id, answer, fault]: Reply): void {
    const call = waiting.get(id);
    waiting.delete(id);
    if (fault === undefined) call?.resolve(answer);
    else call?.reject(errorOf(fault));
  }

  const office = officeBy(
    about,
    (method, asked) =>
      new Promise((resolve, reject) => {
        calls += 1;
        waiting.set(calls, { resolve, reject });
        send([calls, method, ...asked]);
      }),
  );
  return {
    ...office,
    async close() {
      await office.close();
      closing = true;
      await worker.terminate();
    },
  };
}

/** Resolves when it may be called; until then, and from then on, its lines go into the log. */
async function opened(worker: Worker, log: Log): Promise<About> {
  const result = new Promise<About>((resolve, reject) => {
    worker.on('message', (message: string | Notice) => {
      if (typeof message === 'string') return;
      if (message.is === 'log') log[message.level](message.line);
      else if (message.is === 'open') resolve(message.about);
      else reject(errorOf(message.fault));
    });
  });
  const ended = once(worker, 'exit').then(([status]: number[]) => {
    throw new Error(`the thread of the back office ended with status ${status}`);
  });
  return Promise.race([result, ended]);
}
