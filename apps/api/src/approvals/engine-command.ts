import type { What } from '#security-log';
import { actorFor } from '#identity';
import type { CommandResult } from '#engine';
import { granted } from '../http/problem.js';
import type { Approvable, By, Tools } from './approvable.js';

interface EngineCommand<W extends object> {
  readonly name: string;
  readonly logged: What;
  readonly stream: (what: W) => string;
  readonly answer: (what: W, done: CommandResult, tools: Tools) => Promise<object>;
}

/** A command of an administrator to the engine that takes two: the event names the one as actor and the other as `approvedBy`. */
export const engineCommand = <W extends object>({ name, logged, stream, answer }: EngineCommand<W>): Approvable<W> => ({
  name,
  logged,
  needsTwo: () => true,

  async check(what, by, { office }) {
    const command = { type: name, data: what };
    const request = { commandId: by.key, stream: stream(what), command, actor: actorOf(by) };
    return granted(await office.consider(request)).changes;
  },

  async run(what, by, tools) {
    const call = { account: by.requester, idempotencyKey: by.key, ifMatch: by.ifMatch };
    return answer(what, await tools.commands.send(name, stream(what), what, actorOf(by), call), tools);
  },
});

const actorOf = ({ requester, approvedBy }: By) => ({
  ...actorFor(requester, ['admin']),
  ...(approvedBy === undefined ? {} : { approvedBy: approvedBy.id }),
});
