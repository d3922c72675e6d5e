import { CommandHandler, type CommandBus, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandRequest } from '#event-store';
import type { BackOffice } from './back-office/back-office.js';

/** A command on the bus. The bus finds handlers by class, so each command name gets a class of its own, made here. */
class Message {
  constructor(readonly request: CommandRequest) {}
}
type MessageClass = new (request: CommandRequest) => Message;

const classes = new Map<string, MessageClass>();

function classOf(name: string): MessageClass {
  const known = classes.get(name);
  if (known !== undefined) return known;
  class Named extends Message {}
  Object.defineProperty(Named, 'name', { value: name });
  classes.set(name, Named);
  return Named;
}

export const message = (request: CommandRequest): Message => new (classOf(request.command.type))(request);

/**
 * One handler for each command of each decider, all of them the same loop. Throws when a command has two handlers, or one that a
 * controller offers has none: the program does not start.
 */
export function bindCommands(
  bus: CommandBus,
  commands: Iterable<string>,
  execute: BackOffice['execute'],
  offered: Iterable<string>,
): void {
  const bound = new Set<string>();
  for (const name of commands) {
    if (bound.has(name)) throw new Error(`the command ${name} has two handlers`);
    bus.register([handlerFor(name, execute)]);
    bound.add(name);
  }
  for (const name of offered) {
    if (!bound.has(name)) throw new Error(`the command ${name} has no handler`);
  }
}

function handlerFor(name: string, execute: BackOffice['execute']): BusHandler {
  class Handler implements ICommandHandler<Message> {
    execute({ request }: Message): ReturnType<BackOffice['execute']> {
      return execute(request);
    }
  }
  CommandHandler(classOf(name))(Handler);
  return { metatype: Handler, instance: new Handler(), isDependencyTreeStatic: () => true } as unknown as BusHandler;
}

type BusHandler = Parameters<CommandBus['register']>[0] extends (infer H)[] | undefined ? H : never;
