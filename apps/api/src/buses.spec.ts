import type { CommandBus, QueryBus } from '@nestjs/cqrs';
import { bindCommands, bindQueries, message } from './buses.js';

interface Registered {
  readonly instance: { execute(given: unknown): Promise<unknown> };
}

/** Takes handlers as a bus of Nest does, and keeps them. */
function bus() {
  const handlers: Registered[] = [];
  return { handlers, register: (given: readonly Registered[]) => void handlers.push(...given) };
}
const carry = (name: string, ...content: unknown[]) => Promise.resolve([name, ...content]);

describe.each([
  ['command', (to: object, binding: Parameters<typeof bindCommands>[1]) => bindCommands(to as CommandBus, binding)],
  ['query', (to: object, binding: Parameters<typeof bindQueries>[1]) => bindQueries(to as QueryBus, binding)],
])('a %s', (what, bind) => {
  it('is carried by its name with all that was given', async () => {
    const one = bus();
    bind(one, { handled: ['First', 'Second'], carry, needed: ['Second'] });
    expect(one.handlers).toHaveLength(2);
    expect(await one.handlers[1]?.instance.execute(message('Second', { n: 1 }, 2))).toEqual(['Second', { n: 1 }, 2]);
  });

  it('with two handlers stops the start, and so does one without', () => {
    expect(() => bind(bus(), { handled: ['First', 'First'], carry, needed: [] })).toThrow(`the ${what} First has two handlers`);
    expect(() => bind(bus(), { handled: ['First'], carry, needed: ['Other'] })).toThrow(`the ${what} Other has no handler`);
  });
});
