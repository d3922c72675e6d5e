import { setTimeout as pause } from 'node:timers/promises';
import { type OpenCase } from '#case';
import {
  categoryOf,
  createCodec,
  createHandle,
  eventId,
  States,
  uuidv5,
  type Checkpoints,
  type CommandDone,
  type CommandRequest,
  type Decode,
  type EventDefinition,
  type EventStore,
  type Folded,
  type EventsOf,
  type Handle,
  type OpenErrands,
  type StreamName,
} from '#event-store';
import { ENGINE, isRejection, reject, type Rejection } from '#kernel';
import { CALENDAR_STREAM, createLawBook, type Law, type LawBook } from '#law';
import { PROCESSES, publishedCalendar, receivedReductions } from '#processes';
import { CLOCK_STREAM } from './clock/clock-confirmation.js';
import type { Clock, ClockDoubt } from './clock/clock.js';
import { completing } from './completion/complete-command.js';
import type { DataSource } from './reductions/data-source.js';
import { createExecution, type CommandResult } from './execute.js';
import { beganUnderOlder } from './from-outside.js';
import { silent, type Log } from './log.js';
import type { Lookups } from './lookups.js';
import { searchOwed } from './errands/owed.js';
import { ownSources } from './reductions/own-sources.js';
import { createErrands, type Errands, type OpenStreams } from './errands/errands.js';
import { forgetfulErrands } from './errands/errand-list.js';
import { startProcesses } from './errands/process-runner.js';
import { takeLaw } from './publication/published-law.js';
import { createReductions, type Reductions, type ReductionsOptions } from './reductions/reductions.js';
import { commandOwners, decidersUnder, EVENT_DEFINITIONS } from './registry.js';

export interface EngineOptions {
  readonly law: Law;
  readonly clock: Clock;
  /**
   * Opens the store, which reads through `decode`, puts into the book what was published in it (`takeLaw`), and opens with it whatever is written inside its commits: `states.changes` tells what a commit did to each stream.
   * A store without checkpoints forgets the places of the processes, and what they could not do, with its events. On one with
   * damage nothing is done any more.
   */
  readonly open: (
    states: States,
    law: LawBook,
    decode: Decode,
  ) => EventStore & {
    readonly checkpoints?: Checkpoints;
    readonly openErrands?: OpenErrands;
    readonly eventsOf?: EventsOf;
    readonly damage?: string | undefined;
  };
  /** Open streams with clocks: whom a published calendar is told at once; others learn it with their next command. */
  readonly openStreams?: OpenStreams;
  readonly lookups: Lookups;
  readonly onStored?: (stream: StreamName) => void;
  readonly log?: Log;
  /** What may be stored, in which versions, and how older ones are read: the registry where left out. */
  readonly definitions?: readonly EventDefinition[];
  /** Asked after the engine's own. */
  readonly sources?: readonly DataSource[];
  /** The cases of a body, the newest first: what they brought need not be brought again. */
  readonly casesOf?: (uscc: string) => Promise<readonly string[]>;
  readonly patience?: Pick<ReductionsOptions, 'sourceMs' | 'workerMs'>;
}

export interface Engine {
  readonly law: Law;
  readonly clock: Clock;
  readonly store: EventStore;
  readonly states: States;
  readonly commands: ReadonlyMap<string, string>;
  /**
   * Decides and stores a command from outside, whoever gives it. What the authority itself knows is added first. `commandId` is the
   * caller's own key: it reaches nothing that another caller, or the engine, has done or will do.
   */
  execute(request: CommandRequest): Promise<CommandDone | Rejection>;
  /** The same, answered in plain data. What only waits for the engine's next step in that stream is tried once more after it. */
  answer(request: CommandRequest): Promise<CommandResult | Rejection>;
  /** Whether a command would be accepted now, and would change anything; nothing is stored. */
  consider(request: CommandRequest): Promise<{ readonly changes: boolean } | Rejection>;
  /** A deadline has come, `<stream>/<limit>/<run>`: looks at the clocks of its stream. Early, late or twice makes no difference. */
  expire(deadline: { readonly id: string; readonly version: number }): Promise<CommandDone | Rejection>;
  /** The folded state of a stream; revision -1 where it does not exist. */
  load(stream: StreamName): Promise<Folded>;
  readonly openStreams: OpenStreams;
  /** Resolves when something is stored in that stream, from now on; false after `timeoutMs`. */
  changed(stream: StreamName, timeoutMs?: number): Promise<boolean>;
  readonly errands: Pick<Errands, 'open' | 'retry'>;
  /** The five reductions: by workers where there are any, else by the engine itself. */
  readonly reductions: Reductions;
  caughtUp(timeoutMs?: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Deciders, store, screens and processes put together: commands in, events out. Used by the API, the worker, the command line and tests. */
export function createEngine(options: EngineOptions): Engine {
  const { clock, lookups, openStreams = async () => [], log = silent, definitions = EVENT_DEFINITIONS } = options;
  const law = createLawBook(options.law);
  const deciders = decidersUnder(law, options.law);
  const codec = createCodec(definitions);
  const complete = completing(deciders);
  const states = new States(deciders);
  const store = options.open(states, law, codec.decode);
  const waiting = new Map<StreamName, Set<() => void>>();
  const onStored = (stream: StreamName): void => {
    if (stream === CLOCK_STREAM) clock.confirm?.();
    options.onStored?.(stream);
    for (const wake of waiting.get(stream) ?? []) wake();
  };
  const handle = createHandle({
    store,
    states,
    codec,
    now: () => clock.now(),
    complete: (request, loaded) => complete(request, { law, load: loaded, lookups, now: clock.now(), clock }),
    keyTaken,
    policyOf,
    onStored,
  });
  /** Why nothing is decided now. What a command decides first is what ran out, so no command is safer than another. */
  const hindered = (stream?: StreamName): Rejection | undefined => {
    if (store.damage !== undefined) return readOnly(store.damage);
    // Whoever ends the doubt does so while it lasts, and nothing runs out in that stream.
    const doubt = stream === CLOCK_STREAM ? undefined : clock.doubt?.();
    return doubt && clockSuspicious(doubt);
  };
  let closing = false;
  const handleInTime: Handle = async (request) => {
    while (clock.doubt?.() !== undefined) {
      if (closing) throw new Error('the program stops');
      await pause(LOOK_MS);
    }
    return handle(request);
  };
  const renewLaw = async (stream: StreamName): Promise<void> => takeLaw(law, states, stream, await store.readStream(stream));
  /** Whoever is told of a calendar finds it in the law. */
  const streamsToTell: OpenStreams = async (after, limit) => {
    if (after === undefined) await renewLaw(CALENDAR_STREAM);
    return openStreams(after, limit);
  };
  const load = async (stream: StreamName): Promise<Folded> =>
    states.find(stream) ?? states.foldRecorded(stream, await store.readStream(stream));

  const checkpoints = store.checkpoints ?? forgetful();
  const hasOlder = store.damage === undefined ? beganUnderOlder(store, checkpoints) : Promise.resolve(true);
  const changed: Engine['changed'] = (stream, timeoutMs = CHANGE_MS) => nextChange(waiting, stream, timeoutMs);
  const sources = [...ownSources({ law, clock, load, casesOf: options.casesOf }), ...(options.sources ?? [])];
  const reductions = createReductions({ law, clock, store, load, handle: handleInTime, sources, log, ...options.patience });
  const errands = createErrands({
    ...{ store, handle: handleInTime, load, clock, log, openStreams: streamsToTell },
    processes: [...PROCESSES, receivedReductions, publishedCalendar],
    kept: store.openErrands ?? forgetfulErrands(),
    idle: store.damage !== undefined,
    tasks: { 'apply-reductions': reductions.onReceipt },
  });
  // Sources may be slow, and no certificate is to wait for them: the reductions are seen to apart.
  const groups = store.damage !== undefined ? [] : [PROCESSES, [receivedReductions], [publishedCalendar]];
  let searched = false;
  // Before they begin: where they have got to is how far there is anything to look for.
  const search = searchOwed({ processes: groups[0] ?? [], store, checkpoints, errands })
    .then((found) => (found > 0 ? log.warn(`${found} errands of the past had never been done, and are now`) : undefined))
    .catch((fault: unknown) => log.warn(`the search for what is owed is left to the next start: ${String(fault)}`))
    .finally(() => (searched = true));
  const processes = groups.map((group) => startProcesses(group, store, errands, checkpoints));

  return {
    law,
    clock,
    store,
    states,
    commands: commandOwners(deciders),
    load,
    openStreams,
    ...createExecution({ law, handle, hindered, hasOlder, renewLaw, changed }),
    async consider(request) {
      if (store.damage !== undefined) return readOnly(store.damage);
      const now = clock.now();
      const completed = await complete(request, { law, load, lookups, now, clock });
      if ('rejected' in completed) return completed;
      const { stream, command, actor } = completed;
      const decision = states.decider(stream).decide(command, (await load(stream)).state, { now, actor });
      return isRejection(decision) ? decision : { changes: decision.length > 0 };
    },
    async expire({ id, version }) {
      const hindrance = hindered();
      if (hindrance !== undefined) return hindrance;
      const [stream = '', limit = '', run = ''] = id.split('/');
      return handle({
        commandId: uuidv5(EXPIRY_NAMESPACE, `${id}/${version}/${eventId(EXPIRY_NAMESPACE, clock.now())}`),
        stream,
        command: { type: EXPIRY_COMMANDS[categoryOf(stream)] ?? 'ExpireTimeLimit', data: { limit, run: Number(run), version } },
        actor: ENGINE,
      });
    },
    errands,
    reductions,
    changed,
    caughtUp: async (timeoutMs) => {
      if (!searched && !(await within(search, timeoutMs))) return false;
      // What one has done may be for another to react to, so all are asked once more after the last.
      for (const process of [...processes, ...processes]) if (!(await process.caughtUp(timeoutMs))) return false;
      return true;
    },
    async close() {
      closing = true;
      const stopping = [errands, ...processes].map((part) => part.stop());
      reductions.stop();
      await Promise.all([...stopping, search]);
      await store.close();
    },
  };
}

/** "Look at your clocks", by category of the stream. */
const EXPIRY_COMMANDS: Readonly<Record<string, string>> = {
  case: 'ExpireTimeLimit',
  certificate: 'ExpireCertificateLimit',
  inspection: 'ExpireInspectionLimit',
};

const CHANGE_MS = 2000;
const LOOK_MS = 500;
const MINUTE_MS = 60_000;

async function within(work: Promise<unknown>, timeoutMs = CHANGE_MS): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), timeoutMs)));
  const over = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return over;
}

function nextChange(waiting: Map<StreamName, Set<() => void>>, stream: StreamName, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const wakes = waiting.get(stream) ?? new Set();
    const done = (changed: boolean): void => {
      clearTimeout(timer);
      wakes.delete(wake);
      if (wakes.size === 0) waiting.delete(stream);
      resolve(changed);
    };
    const wake = (): void => done(true);
    const timer = setTimeout(() => done(false), timeoutMs);
    waiting.set(stream, wakes.add(wake));
  });
}

/** Any fixed UUID: makes the ids of expiry commands reproducible. */
const EXPIRY_NAMESPACE = '6f0d3f1e-5c1b-5a3e-9d5e-0d6a1c9e7b42';

const forgetful = (): Checkpoints => ({ find: async () => undefined, save: async () => undefined });

const policyOf = (state: unknown): string | undefined => (state as Partial<OpenCase>).file?.policy;

const clockSuspicious = ({ byMs }: ClockDoubt): Rejection =>
  reject('clock-suspicious', 'unavailable', {
    zh: `服务器的时钟突然${byMs > 0 ? '快' : '慢'}了${inMinutes(byMs)}分钟，校正或者由管理员确认之前不受理任何办理，内容未保存，请稍后再试`,
    en: `The clock of the server is suddenly ${inMinutes(byMs)} minutes ${byMs > 0 ? 'ahead' : 'behind'}; until it is put right, or confirmed by an administrator, nothing is taken in and nothing was stored. Try again later`,
    allowed: ['ConfirmClock by an administrator'],
  });

const inMinutes = (ms: number): number => Math.round(Math.abs(ms) / MINUTE_MS);

const readOnly = (damage: string): Rejection =>
  reject('read-only', 'unavailable', {
    zh: `存储的记录有损坏，目前只能查阅、不能办理：${damage}`,
    en: `The record is damaged and can only be looked at: ${damage}`,
  });

const keyTaken = (): Rejection =>
  reject('open-case-exists', 'conflict', {
    zh: '该机构已有一件同类申请正在办理',
    en: 'This body already has an open case of that kind',
    field: 'kind',
    allowed: ['withdraw the open case, or wait for its end'],
  });
