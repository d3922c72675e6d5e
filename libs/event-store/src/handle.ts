import { hash } from 'node:crypto';
import { datedIn, isRejection, reject, type Actor, type Instant, type Message, type Rejection } from '#kernel';
import type { Codec } from './codec.js';
import { DuplicateEventError } from './errors.js';
import { eventId } from './event-id.js';
import type { EventStore, NewEvent, RecordedEvent, StreamName } from './port.js';
import type { Folded, States } from './states.js';

export interface CommandRequest {
  /** A UUID. The same id acts once and gets the same answer, however often it is sent. */
  readonly commandId: string;
  readonly stream: StreamName;
  readonly command: Message;
  readonly actor: Actor;
  /** The command that began the chain; this one where left out. */
  readonly correlationId?: string;
  /** The policy of the case that a process acts for; streams that pin one of their own name that. */
  readonly policyVersion?: string;
  /** The revision the caller has seen (If-Match); any where left out. */
  readonly expectedRevision?: number;
  /** The data as it was asked, where `command` says more: a retry is known by it, whatever is added to it by then. */
  readonly asked?: object;
  /** What the caller would be told now; whoever asks again for what was done before is told that instead. */
  readonly refusal?: Rejection;
  /** Under which id and in which stream an older program would have carried it out. */
  readonly formerly?: { readonly commandId: string; readonly stream: StreamName; readonly asked: object };
}

export interface CommandDone {
  readonly outcome: 'done';
  readonly stream: StreamName;
  readonly revision: number;
  /** Of the last event; undefined where the command changed nothing in an empty log. */
  readonly position: string | undefined;
  readonly events: readonly RecordedEvent[];
  /** The state after it, for a replayed command too: a retry gets the same answer, whatever has happened since. */
  readonly state: unknown;
  readonly replayed: boolean;
}

/** At once where the state is at hand. */
export type Load = (stream: StreamName) => Folded | Promise<Folded>;

export interface HandleOptions {
  readonly store: EventStore;
  readonly states: States;
  readonly codec: Codec;
  readonly now: () => Instant;
  /** Adds to a command what the authority itself knows, or turns it down. Runs for a retry too, so it may only read. */
  readonly complete?: (request: CommandRequest, load: Load) => CommandRequest | Rejection | Promise<CommandRequest | Rejection>;
  readonly keyTaken: (key: string) => Rejection;
  /** Told when a command's events are durable, and only then. */
  readonly onStored?: (stream: StreamName) => void;
  /** Label of the policy under which a state was decided, for the event's metadata. */
  readonly policyOf?: (state: unknown) => string | undefined;
}

interface FirstEvent {
  readonly id: string;
  readonly commandHash: string;
}

export type Handle = (request: CommandRequest) => Promise<CommandDone | Rejection>;

const ATTEMPTS = 5;

/** Load, fold, decide, append at that revision; again from the start when somebody else was faster. Commands to one stream queue up. */
export function createHandle(options: HandleOptions): Handle {
  const { store, states, codec, now } = options;
  const tails = new Map<StreamName, Promise<unknown>>();

  const load: Load = (stream) => states.find(stream) ?? read(stream);

  async function read(stream: StreamName): Promise<Folded> {
    const folded = states.foldRecorded(stream, await store.readStream(stream));
    // That there is none is worth knowing too: most bodies that apply have no record yet.
    states.put(stream, folded);
    return folded;
  }

  async function attempt(request: CommandRequest, first: FirstEvent): Promise<CommandDone | Rejection | 'again'> {
    const { commandId, stream, command, actor, expectedRevision } = request;
    const before = await load(stream);
    if (expectedRevision !== undefined && expectedRevision !== before.revision) return staleRevision(before.revision);
    const decider = states.decider(stream);
    const recordedAt = now();
    const decision = decider.decide(command, before.state, { now: recordedAt, actor });
    if (isRejection(decision)) return decision;
    if (decision.length === 0) {
      return {
        outcome: 'done',
        stream,
        revision: before.revision,
        position: undefined,
        events: [],
        state: before.state,
        replayed: false,
      };
    }
    const after = states.fold(
      stream,
      before,
      decision.map((event) => datedIn(event, { now: recordedAt, actor })),
    );
    const policyVersion = options.policyOf?.(after.state) ?? request.policyVersion;
    const events = decision.map((event, index): NewEvent => {
      const { type, version, data } = codec.encode(event.type, event.data);
      return {
        id: index === 0 ? first.id : eventId(commandId, index),
        type,
        version,
        data,
        recordedAt,
        ...(event.effectiveAt !== undefined ? { effectiveAt: event.effectiveAt } : {}),
        actor: event.actor ?? actor,
        causationId: commandId,
        correlationId: request.correlationId ?? commandId,
        ...(policyVersion !== undefined ? { policyVersion } : {}),
        ...(index === 0 ? { commandHash: first.commandHash } : {}),
      };
    });
    const held = decider.uniqueKeys?.(before.state) ?? [];
    const wanted = decider.uniqueKeys?.(after.state) ?? [];
    states.stage(stream, after);
    const result = await store
      .append({
        stream,
        expectedRevision: before.revision < 0 ? 'none' : before.revision,
        events,
        takeKeys: wanted.filter((key) => !held.includes(key)),
        freeKeys: held.filter((key) => !wanted.includes(key)),
      })
      .catch((fault: unknown) => {
        states.drop(stream);
        throw fault;
      });
    if (result.outcome === 'appended') {
      states.put(stream, after);
      options.onStored?.(stream);
      const position = result.events.at(-1)?.position;
      return {
        outcome: 'done',
        stream,
        revision: after.revision,
        position,
        events: result.events,
        state: after.state,
        replayed: false,
      };
    }
    states.drop(stream);
    return result.outcome === 'key-taken' ? options.keyTaken(result.key) : 'again';
  }

  /** The answer to a command that has acted before, or a rejection where its id was used for something else. */
  async function findEarlier(request: CommandRequest, first: FirstEvent): Promise<CommandDone | Rejection | undefined> {
    const stored = await store.findEvent(first.id);
    if (stored === undefined) return undefined;
    if (stored.stream !== request.stream || stored.commandHash !== first.commandHash) return commandIdReused();
    return answerOf(request, stored);
  }

  /** What an older program did for whoever asks again. An event of anybody else under that id means nothing. */
  async function findFormer(
    { command, actor }: CommandRequest,
    formerly: NonNullable<CommandRequest['formerly']>,
  ): Promise<CommandDone | Rejection | undefined> {
    const stored = await store.findEvent(eventId(formerly.commandId, 0));
    if (stored?.actor.id !== actor.id) return undefined;
    const hashes = [formerly.asked, command.data].map((data) => commandHash({ command: { ...command, data }, actor }));
    if (stored.stream !== formerly.stream || !hashes.includes(stored.commandHash ?? '')) return commandIdReused();
    return answerOf(formerly, stored);
  }

  async function answerOf(
    { commandId, stream }: Pick<CommandRequest, 'commandId' | 'stream'>,
    stored: RecordedEvent,
  ): Promise<CommandDone> {
    const recorded = await store.readStream(stream);
    const events = recorded.filter((event) => event.causationId === commandId);
    const last = events.at(-1) ?? stored;
    const { state } = states.foldRecorded(stream, recorded.slice(0, last.revision + 1));
    return { outcome: 'done', stream, revision: last.revision, position: last.position, events, state, replayed: true };
  }

  /** First whether there is anything for this person, then whether it is theirs to give, then whether they saw the last of it. */
  function turnedAway(
    { stream, command, actor, expectedRevision }: CommandRequest,
    { state, revision }: Folded,
  ): Rejection | undefined {
    const turned = states.decider(stream).admit?.(command, state, actor);
    if (turned !== undefined) return turned;
    return expectedRevision !== undefined && expectedRevision !== revision ? staleRevision(revision) : undefined;
  }

  async function act(request: CommandRequest, first: FirstEvent): Promise<CommandDone | Rejection> {
    const turned = turnedAway(request, await load(request.stream));
    if (turned !== undefined) return turned;
    if (request.refusal !== undefined) return request.refusal;
    const complete = options.complete === undefined ? request : await options.complete(request, load);
    if ('rejected' in complete) return complete;
    for (let tries = 0; tries < ATTEMPTS; tries += 1) {
      const outcome = await attempt(complete, first);
      if (outcome !== 'again') return outcome;
    }
    return tooBusy();
  }

  /** No event id is stored twice, so what was stored is new. Any other outcome may be that of a command that has acted before. */
  async function run(request: CommandRequest): Promise<CommandDone | Rejection> {
    const first = { id: eventId(request.commandId, 0), commandHash: commandHash(request) };
    const former = request.formerly && (await findFormer(request, request.formerly));
    if (former !== undefined) return former;
    const outcome = await act(request, first).catch(duplicate);
    if ('events' in outcome && outcome.events.length > 0) return outcome;
    const earlier = await findEarlier(request, first);
    if (earlier !== undefined) return earlier;
    if (outcome instanceof DuplicateEventError) throw outcome;
    return outcome;
  }

  return (request) => {
    const { stream } = request;
    const turn = (tails.get(stream) ?? Promise.resolve()).then(() => run(request));
    const tail = turn.catch(() => undefined);
    tails.set(stream, tail);
    void tail.then(() => {
      if (tails.get(stream) === tail) tails.delete(stream);
    });
    return turn;
  };
}

function duplicate(fault: unknown): DuplicateEventError {
  if (fault instanceof DuplicateEventError) return fault;
  throw fault;
}

const commandHash = ({ command, actor, asked }: Pick<CommandRequest, 'command' | 'actor' | 'asked'>): string =>
  hash('sha1', `${actor.id} ${command.type} ${JSON.stringify(asked ?? command.data)}`).slice(0, 16);

const staleRevision = (revision: number): Rejection =>
  reject('stale-revision', 'stale', {
    zh: `办件已有新的进展（第 ${revision} 版），请刷新后再办`,
    en: `The case has moved on to revision ${revision}; reload it first`,
    field: 'If-Match',
    allowed: [String(revision)],
  });

const commandIdReused = (): Rejection =>
  reject('idempotency-key-reused', 'conflict', {
    zh: '此 Idempotency-Key 已用于另一项内容不同的办理',
    en: 'This Idempotency-Key was used for a different command',
    field: 'Idempotency-Key',
    allowed: ['a new UUID'],
  });

const tooBusy = (): Rejection =>
  reject('too-busy', 'conflict', {
    zh: '此办件同时办理的人太多，请稍后再试',
    en: 'Too many people act on this case at once; try again',
  });
