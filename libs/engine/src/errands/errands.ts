import { isOpenCase } from '#case';
import {
  eventId,
  StoreFaultedError,
  type EventStore,
  type Folded,
  type Handle,
  type OpenErrand,
  type OpenErrands,
  type RecordedEvent,
  type StreamName,
} from '#event-store';
import { isRejection, type Rejection } from '#kernel';
import type { Errand, Process, ProcessEvent, Sending } from '#processes';
import type { Clock } from '../clock/clock.js';
import { commonOf, idOf, isOurs, spareId, type Common } from './errand-ids.js';
import { createErrandList, patienceAfter, type Hindrance } from './errand-list.js';
import type { Log } from '../log.js';
import { createSeries } from './series.js';

type SeriesErrand = Extract<Errand, { readonly series: string }>;
type WideErrand = Extract<Errand, { readonly everyOpenStream: true }>;
type CaseErrand = Extract<Errand, { readonly caseStream: string }>;
type TaskName = Extract<Errand, { readonly task: string }>['task'];

/** How tasks are done. One that is broken off because the program stops rejects. */
type Tasks = Partial<Readonly<Record<TaskName, (stream: string) => Promise<Rejection | undefined>>>>;

/** Names of open streams with clocks in order, those after `after`, at most `limit`. */
export type OpenStreams = (after: StreamName | undefined, limit: number) => Promise<readonly StreamName[]>;

export interface ErrandsOptions {
  readonly processes: readonly Process[];
  readonly store: EventStore;
  readonly handle: Handle;
  readonly load: (stream: string) => Promise<Folded>;
  readonly kept: OpenErrands;
  readonly clock: Clock;
  readonly log: Log;
  readonly tasks: Tasks;
  readonly openStreams: OpenStreams;
  /** On a record that can only be looked at. */
  readonly idle?: boolean;
}

export interface Errands {
  /** Does what an event calls for, or puts it on the list; false where the program stopped before either. */
  see(event: RecordedEvent, errand: Errand): Promise<boolean>;
  /** The event by which it can be seen that it was done; undefined where there is none, and it is not on the list either. */
  traceOf(event: RecordedEvent, errand: Errand): Promise<RecordedEvent | 'listed' | undefined>;
  open(): Promise<readonly OpenErrand[]>;
  /** Tries one of them now; what is still in its way, or undefined where it is done. False where no such errand is open. */
  retry(id: string): Promise<Hindrance | undefined | false>;
  stop(): Promise<void>;
}

/** Streams of one errand that are served beside each other, and so share a commit; and errands of the list. */
const AT_ONCE = 64;
const RETRIES_AT_ONCE = 8;
const PAGE = 1000;
const FAULT = 'fault';

/** An errand acts under an id that follows from its event. One that cannot be done is never dropped: it is kept, told, and tried again. */
export function createErrands(options: ErrandsOptions): Errands {
  const { processes, store, handle, load, clock, log, tasks, openStreams } = options;
  const stopping = new AbortController();
  const list = createErrandList(options.kept, clock);
  const series = createSeries(store);
  const seriesTurns = new Map<string, Promise<unknown>>();
  const underWay = new Map<string, Promise<Hindrance | undefined | false>>();
  const waiting = new Map<string, NodeJS.Timeout>();
  const queue: string[] = [];

  /** What stands in its way, or undefined where it is done. */
  async function carryOut(event: RecordedEvent, errand: Errand, id: string): Promise<Hindrance | undefined> {
    if ('task' in errand) return hindrance(await tasks[errand.task]?.(errand.stream));
    const common = commonOf(event, id);
    if ('everyOpenStream' in errand) return everyOpenStream(event, errand);
    if ('stream' in errand) return send(event, errand, common, errand);
    if ('caseStream' in errand) return withCase(event, errand, common);
    const turn = (seriesTurns.get(errand.series) ?? Promise.resolve()).then(() => nextNumber(event, errand, common));
    seriesTurns.set(
      errand.series,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async function send(event: RecordedEvent, errand: Errand, common: Common, sending: Sending): Promise<Hindrance | undefined> {
    const { stream, command } = sending;
    const answer = await handle({ ...common, stream, command });
    if (!isRejection(answer) || errand.settledBy?.includes(answer.code) === true) return undefined;
    if (answer.code !== ID_TAKEN) return hindrance(answer);
    const holder = await store.findEvent(eventId(common.commandId, 0));
    if (holder === undefined || (isOurs(holder) && holder.stream === stream)) return undefined;
    alarm(event, errand, holder);
    return hindrance(afresh(await handle({ ...common, commandId: spareId(common.commandId), stream, command })));
  }

  /** Each stream under an id of its own, derived from the event: after a crash those that were served answer as before. */
  async function everyOpenStream(event: RecordedEvent, errand: WideErrand): Promise<undefined> {
    const serve = async (stream: StreamName): Promise<void> => {
      const part = partOf(errand, stream);
      if (part !== undefined && !stopping.signal.aborted) await see(event, part);
    };
    for (let page = await openStreams(undefined, PAGE); page.length > 0; page = await openStreams(page.at(-1), PAGE)) {
      for (let from = 0; from < page.length; from += AT_ONCE) await Promise.all(page.slice(from, from + AT_ONCE).map(serve));
    }
    if (stopping.signal.aborted) throw new Error('the program stops');
  }

  /** What the case is known by is read when the errand is run; it says nothing that could change before a second run. */
  async function withCase(event: RecordedEvent, errand: CaseErrand, common: Common): Promise<Hindrance | undefined> {
    const { state } = await load(errand.caseStream);
    const sending = isOpenCase(state as object) ? errand.sendingFor(state as never) : undefined;
    if (sending === undefined) return undefined;
    return sending === 'not-yet' ? NOT_YET : send(event, errand, common, sending);
  }

  /** One errand of a series at a time: otherwise all of them would try the same number. */
  async function nextNumber(event: RecordedEvent, errand: SeriesErrand, common: Common): Promise<Hindrance | undefined> {
    const holder = await store.findEvent(eventId(common.commandId, 0));
    if (holder !== undefined && isOurs(holder)) return undefined;
    if (holder !== undefined) alarm(event, errand, holder);
    const commandId = holder === undefined ? common.commandId : spareId(common.commandId);
    for (;;) {
      const number = await series.candidate(errand.series);
      if (number === undefined) return { reason: 'series-used-up', detail: errand.series };
      const sending = { stream: `certificate-${number}`, command: errand.commandFor(number) };
      const answer = await handle({ ...common, commandId, ...sending });
      if (!isRejection(answer) || answer.code === 'certificate-number-taken') series.used(number);
      if (isRejection(answer) && answer.code === 'certificate-number-taken') continue;
      return isRejection(answer) && answer.code === ID_TAKEN ? undefined : hindrance(answer);
    }
  }

  function alarm({ type, stream }: RecordedEvent, errand: Errand, holder: RecordedEvent): void {
    const where = `${holder.stream}/${holder.revision} by ${holder.actor.id}`;
    log.error(`ALARM: the id of ${errand.name} after ${type} of ${stream} was spent by ${where}; it acts under a spare one`);
  }

  /** A fault is a hindrance like any other. */
  async function attempt(event: RecordedEvent, errand: Errand, id: string): Promise<Hindrance | undefined> {
    try {
      return await carryOut(event, errand, id);
    } catch (fault) {
      if (fault instanceof StoreFaultedError) throw fault;
      return { reason: FAULT, detail: String(fault) };
    }
  }

  /** Once: true where it is done, or on the list. */
  async function tryOnce(event: RecordedEvent, errand: Errand): Promise<boolean> {
    const id = idOf(event, errand);
    try {
      const found = await attempt(event, errand, id);
      if (found === undefined) await list.done(id);
      else if (stopping.signal.aborted) return false;
      else await putOff(event, errand, id, found);
      return true;
    } catch (fault) {
      if (!stopping.signal.aborted) log.error(`an errand failed and is tried again: ${String(fault)}`);
      return false;
    }
  }

  async function putOff(event: RecordedEvent, { name }: Errand, id: string, found: Hindrance): Promise<void> {
    const { stream, type } = event;
    const isNew = !list.has(id);
    again(id, await list.failed({ id, event: event.id, name, stream, type }, found));
    if (isNew) log.error(`${name} after ${type} of ${stream} is still to be done: ${found.reason} ${found.detail}`);
  }

  /** What can neither be done nor be written down stays in hand: the checkpoint waits for it. */
  async function see(event: RecordedEvent, errand: Errand): Promise<boolean> {
    await list.loaded();
    for (let tries = 1; !stopping.signal.aborted; tries += 1) {
      if (await tryOnce(event, errand)) return true;
      if (!stopping.signal.aborted) await pause(patienceAfter(tries), stopping.signal);
    }
    return false;
  }

  /** All that the processes want after an event, and each part of what goes to every open stream. */
  function findErrand(event: RecordedEvent, name: string): Errand | undefined {
    const wanted = processes
      .filter(({ on }) => (on as readonly string[]).includes(event.type))
      .flatMap((process) => process.react(event as unknown as ProcessEvent));
    const whole = wanted.find((errand) => errand.name === name);
    if (whole !== undefined) return whole;
    const wide = wanted.find((errand) => 'everyOpenStream' in errand && name.startsWith(`${errand.name} `));
    return wide === undefined ? undefined : partOf(wide as WideErrand, name.slice(wide.name.length + 1));
  }

  async function retryOne(id: string): Promise<Hindrance | undefined | false> {
    await list.loaded();
    const entry = list.find(id);
    if (entry === undefined) return false;
    const event = await store.findEvent(entry.event);
    const errand = event && findErrand(event, entry.name);
    if (event === undefined || errand === undefined) {
      const gone = { reason: 'errand-unknown', detail: 'this program knows nothing of it' };
      again(id, await list.failed(entry, gone));
      return gone;
    }
    if (!(await tryOnce(event, errand))) again(id, patienceAfter(entry.attempts));
    return list.find(id);
  }

  function retry(id: string): Promise<Hindrance | undefined | false> {
    clearTimeout(waiting.get(id));
    waiting.delete(id);
    const running = underWay.get(id) ?? retryOne(id).finally(() => underWay.delete(id));
    underWay.set(id, running);
    return running;
  }

  function again(id: string, wait: number): void {
    clearTimeout(waiting.get(id));
    if (stopping.signal.aborted) return;
    const timer = setTimeout(() => {
      waiting.delete(id);
      queue.push(id);
      next();
    }, wait);
    waiting.set(id, timer);
    timer.unref();
  }

  /** Few at a time, however many are open. */
  function next(): void {
    while (underWay.size < RETRIES_AT_ONCE && !stopping.signal.aborted) {
      const id = queue.shift();
      if (id === undefined) return;
      void retry(id)
        .catch(() => again(id, patienceAfter(list.find(id)?.attempts ?? 1)))
        .finally(next);
    }
  }

  async function begin(): Promise<void> {
    await list.loaded();
    for (const { id } of list.all()) again(id, patienceAfter(1));
  }
  const begun = options.idle === true ? undefined : begin();
  begun?.catch((fault: unknown) => log.error(`the errands of before cannot be read: ${String(fault)}`));

  return {
    see,
    async traceOf(event, errand) {
      await list.loaded();
      const id = idOf(event, errand);
      if (list.has(id)) return 'listed';
      const found = [await store.findEvent(eventId(id, 0)), await store.findEvent(eventId(spareId(id), 0))];
      return found.find((stored) => stored !== undefined && isOurs(stored));
    },
    async open() {
      await list.loaded();
      return list.all();
    },
    retry: (id) => (options.idle === true ? Promise.resolve(false as const) : retry(id)),
    async stop() {
      stopping.abort();
      for (const timer of waiting.values()) clearTimeout(timer);
      await Promise.all([...underWay.values()].map((one) => one.catch(() => undefined)));
    },
  };
}

const ID_TAKEN = 'idempotency-key-reused';
const NOT_YET: Hindrance = { reason: 'not-yet', detail: 'a fact of the case is still to come' };

function partOf({ name, commandFor }: WideErrand, stream: StreamName): Errand | undefined {
  const command = commandFor(stream);
  return command === undefined ? undefined : { name: `${name} ${stream}`, stream, command };
}

const hindrance = (answer: object | undefined): Hindrance | undefined =>
  answer !== undefined && isRejection(answer) ? { reason: answer.code, detail: answer.en } : undefined;

/** Under the spare id it was done before, with what was known then. */
const afresh = (answer: object): object | undefined => (isRejection(answer) && answer.code === ID_TAKEN ? undefined : answer);

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
