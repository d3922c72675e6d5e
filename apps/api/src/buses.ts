import { CommandHandler, QueryHandler, type CommandBus, type QueryBus } from '@nestjs/cqrs';

/** What goes onto a bus. A bus finds the handler by class, so each name gets a class of its own, made here. */
class Message {
  constructor(readonly content: readonly unknown[]) {}
}
type MessageClass = new (content: readonly unknown[]) => Message;

const classes = new Map<string, MessageClass>();

function classOf(name: string): MessageClass {
  const known = classes.get(name);
  if (known !== undefined) return known;
  class Named extends Message {}
  Object.defineProperty(Named, 'name', { value: name });
  classes.set(name, Named);
  return Named;
}

export const message = (name: string, ...content: readonly unknown[]): Message => new (classOf(name))(content);

export type Carry = (name: string, ...content: never[]) => Promise<unknown>;
type Bus = Pick<CommandBus, 'register'> | Pick<QueryBus, 'register'>;
type BusHandler = Parameters<CommandBus['register']>[0] extends (infer H)[] | undefined ? H : never;

/** What the controllers give or ask, and what answers it on the other side of the bus. */
export interface Binding {
  readonly handled: Iterable<string>;
  readonly carry: Carry;
  readonly needed: Iterable<string>;
}

/** One handler for each command, all of them the same. Throws when one has two, or none: the program does not start. */
export const bindCommands = (bus: CommandBus, binding: Binding): void => bind('command', bus, CommandHandler, binding);

export const bindQueries = (bus: QueryBus, binding: Binding): void => bind('query', bus, QueryHandler, binding);

function bind(what: string, bus: Bus, decorate: typeof CommandHandler, { handled, carry, needed }: Binding): void {
  const bound = new Set<string>();
  for (const name of handled) {
    if (bound.has(name)) throw new Error(`the ${what} ${name} has two handlers`);
    bus.register([handlerOf(name, decorate, carry)]);
    bound.add(name);
  }
  for (const name of needed) {
    if (!bound.has(name)) throw new Error(`the ${what} ${name} has no handler`);
  }
}

function handlerOf(name: string, decorate: typeof CommandHandler, carry: Carry): BusHandler {
  class Handler {
    execute({ content }: Message): Promise<unknown> {
      return carry(name, ...(content as never[]));
    }
  }
  decorate(classOf(name))(Handler);
  return { metatype: Handler, instance: new Handler(), isDependencyTreeStatic: () => true } as unknown as BusHandler;
}
