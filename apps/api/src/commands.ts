import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { rolesFor, type CommandName, type GivenCommands } from '#case';
import type { CommandResult } from '#engine';
import type { CommandRequest } from '#event-store';
import type { Actor, Role } from '#kernel';
import { actorFor } from '#identity';
import { message } from './buses.js';
import { HOST, type Host } from './host.js';
import type { Call } from './http/call.js';
import { offerOf, type RecordCommandName } from '#office';
import { granted } from './http/problem.js';
import { withPeople } from './people-named.js';

export type Giving = Pick<Call, 'account' | 'idempotencyKey' | 'ifMatch'>;

export interface CommandAnswer extends CommandResult {
  readonly caseId: string;
}

export type RecordAnswer = Pick<CommandResult, 'revision' | 'position' | 'events'>;

/** The data as it was asked, where names were added to it, and what is against it, unless it is asked for again. */
type Beside = Pick<CommandRequest, 'asked' | 'refusal'>;

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
    const done = await this.giveIn(rolesFor(name), name, `case-${caseId}`, data, call);
    void call.reply.header('etag', `"${done.revision}"`);
    if (done.position !== null) void call.reply.header('x-position', done.position);
    return { caseId, ...done };
  }

  /** A command of a verification, of a certificate or of a body's record. Throws Rejected. */
  async act(name: RecordCommandName, stream: string, data: object, call: Call): Promise<RecordAnswer> {
    const { revision, position, events } = await this.giveIn(offerOf(name).by, name, stream, data, call);
    void call.reply.header('etag', `"${revision}"`);
    if (position !== null) void call.reply.header('x-position', position);
    return { revision, position, events };
  }

  /** Whoever may not give the command at all is told so, and not who has an account. Throws Rejected. */
  private giveIn(roles: readonly Role[], name: string, stream: string, data: object, call: Call): Promise<CommandResult> {
    const actor = actorFor(call.account, roles);
    if (!roles.includes(actor.role)) return this.send(name, stream, data, actor, call);
    const { named, refusal } = withPeople(name, data, this.host.identity);
    const beside = { ...(named === data ? {} : { asked: data }), ...(refusal === undefined ? {} : { refusal }) };
    return this.send(name, stream, named, actor, call, beside);
  }

  /** Throws Rejected. */
  async send(
    name: string,
    stream: string,
    data: object,
    actor: Actor,
    call: Giving,
    beside: Beside = {},
  ): Promise<CommandResult> {
    const request = {
      commandId: call.idempotencyKey ?? randomUUID(),
      stream,
      command: { type: name, data },
      actor,
      ...beside,
      ...(call.ifMatch === undefined ? {} : { expectedRevision: call.ifMatch }),
    };
    return granted<CommandResult>(await this.bus.execute(message(name, request)));
  }
}
