import { permitted, type CaseState, type CommandName } from '#case';
import { categoryOf, type CommandDone, type CommandRequest, type Handle, type StreamName } from '#event-store';
import { isRejection, type Rejection } from '#kernel';
import type { Law } from '#law';
import { fromOutside } from './from-outside.js';
import { LAW_STREAMS } from './publication/published-law.js';

/** What a command has done, as whoever gave it is told. `position` may be given to any query as `atLeast`. */
export interface CommandResult {
  /** The case that an older program opened for the same key, where it is not the one named. */
  readonly caseId?: string;
  readonly status: string | null;
  readonly revision: number;
  readonly position: string | null;
  readonly events: readonly string[];
  readonly permittedActions: readonly CommandName[];
}

export interface Execution {
  readonly law: Law;
  readonly handle: Handle;
  readonly hindered: (stream: StreamName) => Rejection | undefined;
  /** Whether the log began under a program that took keys from outside as they came. */
  readonly hasOlder: Promise<boolean>;
  readonly renewLaw: (stream: StreamName) => Promise<void>;
  /** Resolves when something is stored in that stream, or after a while. */
  readonly changed: (stream: StreamName) => Promise<boolean>;
}

/** How a command from outside is carried out: with all that it has done, or as its giver is told. */
export function createExecution({ law, handle, hindered, hasOlder, renewLaw, changed }: Execution) {
  /** Before its answer is given a publication is the law; what it brings about comes after. */
  async function execute(request: CommandRequest): Promise<CommandDone | Rejection> {
    const hindrance = hindered(request.stream);
    if (hindrance !== undefined) return hindrance;
    const done = await handle(fromOutside(request, await hasOlder));
    if (LAW_STREAMS.includes(request.stream) && !isRejection(done)) await renewLaw(request.stream);
    return done;
  }

  /** What only waits for the engine's next step in that stream is tried once more after it. */
  async function answer(request: CommandRequest): Promise<CommandResult | Rejection> {
    let done = await execute(request);
    if (isRejection(done) && done.kind === 'pending' && (await changed(request.stream))) done = await execute(request);
    return isRejection(done) ? done : told(done, request, law);
  }

  return { execute, answer };
}

/** The state itself stays here. */
function told(
  { stream, revision, position, events, state }: CommandDone,
  { stream: asked, actor }: CommandRequest,
  law: Law,
): CommandResult {
  const ofCase = categoryOf(stream) === 'case' ? (state as CaseState) : undefined;
  return {
    ...(stream === asked ? {} : { caseId: stream.slice(stream.indexOf('-') + 1) }),
    status: ofCase?.status ?? null,
    revision,
    position: position ?? null,
    events: events.map(({ type }) => type),
    permittedActions: ofCase === undefined ? [] : permitted(ofCase, actor, law),
  };
}
