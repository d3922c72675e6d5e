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
  type EventsOf,
  type Folded,
  type OpenErrands,
  type StreamName,
} from '#event-store';
import { ENGINE, isRejection, type Rejection } from '#kernel';
import { CALENDAR_STREAM, createLawBook, type Law, type LawBook } from '#law';
import { createChanges } from './changes.js';
import { CLOCK_STREAM } from './clock/clock-confirmation.js';
import type { Clock } from './clock/clock.js';
import { completing } from './completion/complete-command.js';
import type { OpenStreams } from './errands/errands.js';
import { startProcessing, type Processing, type ProcessingOptions } from './errands/processing.js';
import { createExecution, type CommandResult } from './execute.js';
import { beganUnderOlder } from './from-outside.js';
import { clockSuspicious, keyTaken, readOnly } from './hindrance.js';
import { silent, type Log } from './log.js';
import type { Lookups } from './lookups.js';
import { takeLaw } from './publication/published-law.js';
import type { DataSource } from './reductions/data-source.js';
import { ownSources } from './reductions/own-sources.js';
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
  readonly patience?: ProcessingOptions['patience'];
}

export interface Engine extends Omit<Processing, 'stop'> {
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
  const changes = createChanges();
  const onStored = (stream: StreamName): void => {
    if (stream === CLOCK_STREAM) clock.confirm?.();
    options.onStored?.(stream);
    changes.stored(stream);
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
  const { stop, ...processing } = startProcessing({
    ...{ law, clock, store, checkpoints, handle, load, log },
    openStreams: streamsToTell,
    sources: [...ownSources({ law, clock, load, casesOf: options.casesOf }), ...(options.sources ?? [])],
    patience: options.patience,
  });

  return {
    law,
    clock,
    store,
    states,
    commands: commandOwners(deciders),
    load,
    openStreams,
    ...processing,
    changed: changes.next,
    ...createExecution({ law, handle, hindered, hasOlder, renewLaw, changed: changes.next }),
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
    async close() {
      await stop();
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

/** Any fixed UUID: makes the ids of expiry commands reproducible. */
const EXPIRY_NAMESPACE = '6f0d3f1e-5c1b-5a3e-9d5e-0d6a1c9e7b42';

const forgetful = (): Checkpoints => ({ find: async () => undefined, save: async () => undefined });

const policyOf = (state: unknown): string | undefined => (state as Partial<OpenCase>).file?.policy;
