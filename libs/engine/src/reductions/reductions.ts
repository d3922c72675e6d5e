import { isOpenCase, mayStillBeReduced, type CaseState } from '#case';
import { eventId, uuidv5, type EventStore, type Folded, type Handle } from '#event-store';
import { reductionsFor, type ReductionOrder } from '#five-reductions';
import { dateOf, ENGINE, isRejection, type Rejection } from '#kernel';
import { pinnedPolicy, type Law } from '#law';
import type { Clock } from '../clock/clock.js';
import type { DataSource } from './data-source.js';
import { createEnquiry, type SourcesStatus } from './enquiry.js';
import type { Log } from '../log.js';

/** Workers that may do it instead, by the id of the case. False: it could not be handed over. */
interface Handover {
  offer(caseId: string): Promise<boolean>;
}

export interface Reductions {
  /** Asks the sources about a case and applies what the rules make of it. Once in effect, however often and by whomever it is called. */
  run(caseId: string): Promise<void>;
  /** From now on receipts are offered to these workers first. */
  through(handover: Handover | undefined): void;
  sources(): SourcesStatus;
}

export interface ReductionsOptions {
  readonly law: Law;
  readonly clock: Clock;
  readonly store: EventStore;
  readonly load: (stream: string) => Promise<Folded>;
  readonly handle: Handle;
  readonly sources: readonly DataSource[];
  readonly log: Log;
  /** How long a source may take. */
  readonly sourceMs?: number;
  /** How long workers may take for what they were offered, until it is done here. */
  readonly workerMs?: number;
}

const SOURCE_MS = 3_000;
const WORKER_MS = 15_000;

interface Prepared {
  readonly commandId: string;
  readonly correlationId: string;
  readonly order: ReductionOrder;
}

export function createReductions(options: ReductionsOptions): Reductions & {
  /** The guarantee: for every receipt, in the order of the log, until it is done. */
  onReceipt(stream: string): Promise<Rejection | undefined>;
  /** Breaks off what is under way: it is done after the next start. */
  stop(): void;
} {
  const { law, clock, store, load, handle, sources, log } = options;
  const enquiry = createEnquiry({ sources, clock, patienceMs: options.sourceMs ?? SOURCE_MS });
  const askLocallyFirst = sources.every(({ local }) => local === true);
  const inHand = new Map<string, Promise<Rejection | undefined>>();
  const waiting = new Map<string, Set<() => void>>();
  const givingUp = new Set<() => void>();
  let handover: Handover | undefined;
  let stopped = false;

  /** What is to be applied; undefined where it has been, or where there is nothing to apply. */
  async function prepare(caseId: string): Promise<Prepared | undefined> {
    const stream = `case-${caseId}`;
    const state = (await load(stream)).state as CaseState;
    if (!isOpenCase(state) || !mayStillBeReduced(state)) return undefined;
    const answers = await enquiry.ask(state.file, pinnedPolicy(law, state.file.policy));
    const order = reductionsFor(state.file, law, answers, dateOf(clock.now()));
    if (order === undefined) return undefined;
    const [receipt] = await store.readStream(stream);
    if (receipt === undefined) throw new Error(`${stream} has no receipt`);
    return { commandId: uuidv5(receipt.id, 'apply-reductions'), correlationId: receipt.correlationId, order };
  }

  async function apply(caseId: string): Promise<Rejection | undefined> {
    const prepared = await prepare(caseId);
    if (prepared === undefined) return undefined;
    const { order: data, ...ids } = prepared;
    const command = { type: 'ApplyReductions', data };
    const answer = await handle({ ...ids, stream: `case-${caseId}`, command, actor: ENGINE });
    if (!isRejection(answer)) return undefined;
    if (answer.code !== 'idempotency-key-reused') return answer;
    const holder = await store.findEvent(eventId(ids.commandId, 0));
    // The same id with other content: somebody was faster, and a source has answered otherwise since.
    if (holder === undefined || holder.actor.role === ENGINE.role) return undefined;
    log.error(
      `ALARM: the id of the reductions of ${caseId} was spent by ${holder.stream}/${holder.revision}; they act under a spare one`,
    );
    const spare = await handle({
      ...ids,
      commandId: uuidv5(ids.commandId, 'spare'),
      stream: `case-${caseId}`,
      command,
      actor: ENGINE,
    });
    return isRejection(spare) && spare.code !== 'idempotency-key-reused' ? spare : undefined;
  }

  async function run(caseId: string): Promise<Rejection | undefined> {
    const current = inHand.get(caseId) ?? apply(caseId).finally(() => inHand.delete(caseId));
    inHand.set(caseId, current);
    const turnedDown = await current;
    if (turnedDown === undefined) for (const wake of waiting.get(caseId) ?? []) wake();
    return turnedDown;
  }

  /** True as soon as somebody has done it; false after a while, or when the program stops. */
  function doneByOthers(caseId: string): { done: Promise<boolean>; forget(): void } {
    let settle: (done: boolean) => void = () => undefined;
    const done = new Promise<boolean>((resolve) => (settle = resolve));
    const wakes = waiting.get(caseId) ?? new Set();
    const wake = (): void => settle(true);
    const giveUp = (): void => settle(false);
    const timer = setTimeout(giveUp, options.workerMs ?? WORKER_MS);
    givingUp.add(giveUp);
    waiting.set(caseId, wakes.add(wake));
    return {
      done,
      forget() {
        clearTimeout(timer);
        givingUp.delete(giveUp);
        wakes.delete(wake);
        if (wakes.size === 0) waiting.delete(caseId);
      },
    };
  }

  async function byWorkers(caseId: string): Promise<boolean> {
    if (handover === undefined) return false;
    // What this process can answer by itself, and answers with nothing, is worth no job.
    if (askLocallyFirst && (await prepare(caseId)) === undefined) return true;
    const others = doneByOthers(caseId);
    try {
      return (await handover.offer(caseId)) && (await others.done);
    } finally {
      others.forget();
    }
  }

  return {
    async run(caseId) {
      const turnedDown = await run(caseId);
      if (turnedDown !== undefined) log.error(`the reductions of ${caseId} were turned down: ${turnedDown.code}`);
    },
    through: (workers) => (handover = workers),
    sources: enquiry.status,
    async onReceipt(stream) {
      const caseId = stream.slice('case-'.length);
      if (await byWorkers(caseId)) return undefined;
      if (stopped) throw new Error('the program stops');
      return run(caseId);
    },
    stop() {
      stopped = true;
      enquiry.stop();
      for (const giveUp of givingUp) giveUp();
    },
  };
}
