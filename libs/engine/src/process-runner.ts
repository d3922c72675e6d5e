import { isOpenCase } from '#case';
import type { Checkpoints, CommandRequest, EventStore, Folded, Handle, Position, RecordedEvent, StreamName } from '#event-store';
import { eventId, uuidv5 } from '#event-store';
import { ENGINE, isRejection } from '#kernel';
import type { Errand, Process, ProcessEvent, Sending } from '#processes';
import type { Log } from './log.js';
import { createSeries } from './series.js';

export interface ProcessRunner {
  /** Resolves when every event up to the end of the log has been reacted to, and so on until nothing more comes; false after `timeoutMs`. */
  caughtUp(timeoutMs?: number): Promise<boolean>;
  /** Events not yet reacted to are seen again at the next start. */
  stop(): Promise<void>;
}

const SAVE_EVERY = 1000;
const RETRY_MS = 500;
const UNDER_WAY_MAX = 256;
/** Streams of one errand that are served beside each other, and so share a commit. */
const AT_ONCE = 64;
const PAGE = 1000;

type SeriesErrand = Extract<Errand, { readonly series: string }>;
type WideErrand = Extract<Errand, { readonly everyOpenStream: true }>;
type TaskName = Extract<Errand, { readonly task: string }>['task'];
/** How tasks are done. One that is broken off because the program stops rejects. */
export type Tasks = Partial<Readonly<Record<TaskName, (stream: string) => Promise<void>>>>;
type CaseErrand = Extract<Errand, { readonly caseStream: string }>;
type Common = Omit<CommandRequest, 'stream' | 'command'>;

/** Names of open streams with clocks in order, those after `after`, at most `limit`. */
export type OpenStreams = (after: StreamName | undefined, limit: number) => Promise<readonly StreamName[]>;

/** Feeds the log to the processes and carries out what they want, each errand under an id derived from its event. */
export function startProcesses(
  processes: readonly Process[],
  store: EventStore,
  handle: Handle,
  load: (stream: string) => Promise<Folded>,
  checkpoints: Checkpoints,
  log: Log,
  tasks: Tasks = {},
  openStreams: OpenStreams = async () => [],
): ProcessRunner {
  const stopping = new AbortController();
  const series = createSeries(store);
  const seriesTurns = new Map<string, Promise<void>>();
  const waiting = new Set<() => void>();
  const byType = new Map<string, readonly Process[]>();
  for (const type of new Set<string>(processes.flatMap(({ on }) => on)))
    byType.set(
      type,
      processes.filter(({ on }) => (on as readonly string[]).includes(type)),
    );
  let position = earliest(processes, checkpoints, store);
  let sinceSave = 0;

  async function carryOut(event: RecordedEvent, errand: Errand): Promise<void> {
    if ('task' in errand) return tasks[errand.task]?.(errand.stream);
    const commandId = uuidv5(event.id, errand.name);
    const { correlationId, policyVersion } = event;
    const common = { commandId, actor: ENGINE, correlationId, ...(policyVersion === undefined ? {} : { policyVersion }) };
    if ('everyOpenStream' in errand) return everyOpenStream(event, errand, common);
    if ('stream' in errand) return report(errand, event, await handle({ ...common, ...sent(errand) }));
    if ('caseStream' in errand) return withCase(event, errand, common);
    const turn = (seriesTurns.get(errand.series) ?? Promise.resolve()).then(() => nextNumber(event, errand, common));
    seriesTurns.set(
      errand.series,
      turn.catch(() => undefined),
    );
    return turn;
  }

  /** Each stream under an id of its own, derived from the event: after a crash those that were served answer as before. */
  async function everyOpenStream(event: RecordedEvent, errand: WideErrand, common: Common): Promise<void> {
    const serve = async (stream: StreamName): Promise<void> => {
      const command = errand.commandFor(stream);
      if (command === undefined || stopping.signal.aborted) return;
      const commandId = uuidv5(event.id, `${errand.name} ${stream}`);
      report(errand, event, await handle({ ...common, commandId, stream, command }));
    };
    for (let page = await openStreams(undefined, PAGE); page.length > 0; page = await openStreams(page.at(-1), PAGE)) {
      for (let from = 0; from < page.length; from += AT_ONCE) await Promise.all(page.slice(from, from + AT_ONCE).map(serve));
    }
  }

  /** What the case is known by is read when the errand is run; it says nothing that could change before a second run. */
  async function withCase(event: RecordedEvent, errand: CaseErrand, common: Common): Promise<void> {
    for (;;) {
      const { state } = await load(errand.caseStream);
      const sending = isOpenCase(state as object) ? errand.sendingFor(state as never) : undefined;
      if (sending === undefined || stopping.signal.aborted) return;
      if (sending !== 'not-yet') return report(errand, event, await handle({ ...common, ...sent(sending) }));
      await pause();
    }
  }

  /** One errand of a series at a time: otherwise all of them would try the same number. */
  async function nextNumber(event: RecordedEvent, errand: SeriesErrand, common: Common): Promise<void> {
    if ((await store.findEvent(eventId(common.commandId, 0))) !== undefined) return;
    for (;;) {
      const number = await series.candidate(errand.series);
      if (number === undefined) {
        log.error(`certificate series ${errand.series} is used up; ${event.stream} waits for a certificate`);
        return;
      }
      const answer = await handle({ ...common, stream: `certificate-${number}`, command: errand.commandFor(number) });
      series.used(number);
      if (!isRejection(answer) || answer.code !== 'certificate-number-taken') return report(errand, event, answer);
    }
  }

  function report(errand: Errand, event: RecordedEvent, answer: object): void {
    if (isRejection(answer)) log.error(`${errand.name} after ${event.type} of ${event.stream} was turned down: ${answer.code}`);
  }

  /** All that the processes want after an event; most events want nothing. */
  const errandsAfter = (event: RecordedEvent): readonly Errand[] =>
    (byType.get(event.type) ?? []).flatMap((process) => process.react(event as unknown as ProcessEvent));

  async function runAll(event: RecordedEvent, errands: readonly Errand[]): Promise<void> {
    for (const errand of errands) await untilDone(() => carryOut(event, errand), log, stopping.signal);
  }

  /** Each stream in order, streams beside each other; the position moves when all of a batch is done. */
  async function run(): Promise<void> {
    const tails = new Map<string, Promise<void>>();
    const batches: { readonly position: Position; readonly count: number; left: number }[] = [];
    let room: (() => void) | undefined;
    let underWay = 0;

    function advance(): void {
      while (batches[0]?.left === 0) {
        const done = batches.shift();
        position = done?.position;
        sinceSave += done?.count ?? 0;
      }
      if (sinceSave >= SAVE_EVERY) save();
      for (const wake of [...waiting]) wake();
    }

    for await (const events of store.subscribeAll(position, stopping.signal)) {
      const wanted = events.flatMap((event) => {
        const errands = errandsAfter(event);
        return errands.length === 0 ? [] : [{ event, errands }];
      });
      const last = events.at(-1);
      if (last === undefined) continue;
      const batch = { position: last.position, count: events.length, left: wanted.length };
      batches.push(batch);
      for (const { event, errands } of wanted) {
        underWay += 1;
        const work = (tails.get(event.stream) ?? Promise.resolve()).then(async () => {
          await runAll(event, errands);
          if (tails.get(event.stream) === work) tails.delete(event.stream);
          underWay -= 1;
          // An errand given up because the program stops is not done: the position stays before it.
          if (!stopping.signal.aborted) batch.left -= 1;
          advance();
          room?.();
        });
        tails.set(event.stream, work);
      }
      if (wanted.length === 0) advance();
      while (underWay > UNDER_WAY_MAX) await new Promise<void>((resolve) => (room = resolve));
    }
    await Promise.all(tails.values());
  }

  function save(): void {
    if (position === undefined) return;
    for (const { name } of processes) checkpoints.save(name, position);
    sinceSave = 0;
  }

  const running = run();

  return {
    async caughtUp(timeoutMs = 2000) {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const head = await store.head();
        if (head === undefined || (position !== undefined && store.comparePositions(position, head) >= 0)) return true;
        const left = deadline - performance.now();
        if (left <= 0) return false;
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            clearTimeout(timer);
            waiting.delete(wake);
            resolve();
          };
          const timer = setTimeout(wake, left);
          waiting.add(wake);
        });
      }
    },
    async stop() {
      stopping.abort();
      await running;
      save();
    },
  };
}

const sent = ({ stream, command }: Sending): Sending => ({ stream, command });

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, RETRY_MS));

/** A fault is tried again until it passes or the program stops: an errand is never skipped. */
async function untilDone(work: () => Promise<void>, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return await work();
    } catch (fault) {
      if (signal.aborted) return;
      log.error(`an errand failed and is tried again: ${String(fault)}`);
      await pause();
    }
  }
}

function earliest(processes: readonly Process[], checkpoints: Checkpoints, store: EventStore): Position | undefined {
  const saved = processes.map(({ name }) => checkpoints.find(name));
  return saved.reduce((least, one) =>
    least === undefined || one === undefined ? undefined : store.comparePositions(one, least) < 0 ? one : least,
  );
}
