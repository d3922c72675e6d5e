import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { rolesFor, permitted, type CaseState, type CommandName } from '#case';
import type { GivenCommands } from '#engine';
import type { CommandDone } from '#event-store';
import type { Account } from '#identity';
import { isRejection, type Actor, type Rejection, type Role } from '#kernel';
import { caseOf } from '#read-models';
import { message } from './command-bus.js';
import type { Call } from './http/call.js';
import { offerOf, type LaterCommandName } from './http/offers.js';
import { HttpProblem, Rejected } from './http/problem.js';
import { HOST, type Host } from './host.js';

/** The answer to a command of a case. `position` may be given to any query as `atLeast`. */
export interface CommandAnswer {
  readonly caseId: string;
  readonly status: string;
  readonly revision: number;
  readonly position: string | null;
  readonly events: readonly string[];
  readonly permittedActions: readonly string[];
}

/** The answer to a command of anything but a case. */
export interface LaterAnswer {
  readonly revision: number;
  readonly position: string | null;
  readonly events: readonly string[];
}

/** From a controller onto the command bus: who acts in which role, under which command id, against which revision. */
@Injectable()
export class Commands {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(HOST) private readonly host: Host,
  ) {}

  async give<T extends keyof GivenCommands & CommandName>(
    name: T,
    caseId: string,
    data: GivenCommands[T],
    call: Call,
  ): Promise<CommandAnswer> {
    const actor = actorFor(call.account, rolesFor(name));
    const stream = `case-${caseId}`;
    // Which revision a case has is told only to whoever may see it.
    if (call.ifMatch !== undefined && name !== 'SubmitApplication') mustSee((await this.host.engine.load(stream)).state, actor);
    const done = await this.send(name, stream, data, actor, call);
    const state = done.state as CaseState;
    const position = done.position ?? null;
    void call.reply.header('etag', `"${done.revision}"`);
    if (position !== null) void call.reply.header('x-position', position);
    return {
      caseId,
      status: state.status,
      revision: done.revision,
      position,
      events: done.events.map(({ type }) => type),
      permittedActions: permitted(state, actor),
    };
  }

  /** A command of a verification, of a certificate or of a body's record. Throws Rejected. */
  async act(name: LaterCommandName, stream: string, data: object, call: Call): Promise<LaterAnswer> {
    const { revision, position, events } = await this.send(name, stream, data, actorFor(call.account, offerOf(name).by), call);
    void call.reply.header('etag', `"${revision}"`);
    if (position !== undefined) void call.reply.header('x-position', position);
    return { revision, position: position ?? null, events: events.map(({ type }) => type) };
  }

  /** Throws Rejected. What only waits for the engine's next step in that stream is tried once more after it. */
  async send(name: string, stream: string, data: object, actor: Actor, call: Call): Promise<CommandDone> {
    const request = {
      commandId: call.idempotencyKey ?? randomUUID(),
      stream,
      command: { type: name, data: asStored(data) },
      actor,
      ...(call.ifMatch === undefined ? {} : { expectedRevision: call.ifMatch }),
    };
    const run = (): Promise<CommandDone | Rejection> => this.bus.execute(message(request));
    let answer = await run();
    if (isRejection(answer) && answer.kind === 'pending' && (await this.host.engine.changed(stream))) answer = await run();
    if (isRejection(answer)) throw new Rejected(answer);
    return answer;
  }
}

/** Plain data without absent fields: what is decided on is what is read back. */
const asStored = (data: object): object => JSON.parse(JSON.stringify(data)) as object;

function mustSee(state: unknown, actor: Actor): void {
  const found = caseOf(state);
  if (found === undefined || (actor.role === 'applicant' && found.file.institution.uscc !== actor.uscc)) throw caseNotFound();
}

export const caseNotFound = (): HttpProblem => new HttpProblem(404, 'case-not-found', '没有这个办件', 'There is no such case');

/** The role of theirs in which the command is theirs to give; otherwise their first, and the decider turns it down. */
export const actorFor = (account: Account, roles: readonly Role[]): Actor => ({
  id: account.id,
  role: account.roles.find((role) => roles.includes(role)) ?? account.roles[0] ?? 'applicant',
  ...(account.uscc === undefined ? {} : { uscc: account.uscc }),
});

/** One actor for each role of an account: what it may do in any of them. */
export const actorsOf = (account: Account): Actor[] => account.roles.map((role) => actorFor(account, [role]));

/** Whether somebody sees what is of one body only. */
export const isApplicantOnly = ({ roles }: Account): boolean => roles.every((role) => role === 'applicant');
