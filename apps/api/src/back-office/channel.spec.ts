import { StoreClosedError } from '#event-store';
import type { CommandRequest } from '#event-store';
import type { BackOffice } from './back-office.js';
import { createOutbox, errorOf, faultOf, withinThread } from './channel.js';

describe('an outbox', () => {
  it('sends what came in one turn of the event loop as one message, in order', async () => {
    const sent: string[] = [];
    const post = createOutbox<number>(setImmediate, (batch) => sent.push(batch));
    post(1);
    post(2);
    await Promise.resolve();
    post(3);
    expect(sent).toEqual([]);
    await new Promise(setImmediate);
    post(4);
    await new Promise(setImmediate);
    expect(sent).toEqual(['[1,2,3]', '[4]']);
  });

  it('does not wait for the end of the turn when there are enough', async () => {
    const sent: string[] = [];
    const post = createOutbox<number>(setImmediate, (batch) => sent.push(batch), 2);
    [1, 2, 3, 4, 5].forEach(post);
    expect(sent).toEqual(['[1,2]', '[3,4]']);
    await new Promise(setImmediate);
    expect(sent).toEqual(['[1,2]', '[3,4]', '[5]']);
  });
});

describe('a fault', () => {
  it('keeps its name, message, stack and code', () => {
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    for (const thrown of [new StoreClosedError(), full]) {
      const { name, message, stack } = thrown;
      const arrived = errorOf(JSON.parse(JSON.stringify(faultOf(thrown))) as ReturnType<typeof faultOf>);
      expect(arrived).toBeInstanceOf(Error);
      expect({ name: arrived.name, message: arrived.message, stack: arrived.stack }).toEqual({ name, message, stack });
      expect((arrived as NodeJS.ErrnoException).code).toBe((thrown as NodeJS.ErrnoException).code);
    }
  });

  it('may be anything that can be thrown', () => {
    expect(errorOf(faultOf('no error at all'))).toMatchObject({ name: 'Error', message: 'no error at all' });
  });
});

it('a back office in the same thread is given what would arrive in another, and gives what would come back', async () => {
  const asked: unknown[] = [];
  const office = {
    about: { commands: [], queries: [], isEmpty: true },
    execute: async (request: CommandRequest) => {
      asked.push(request);
      return { revision: 0, position: undefined };
    },
  } as unknown as BackOffice;
  const request = { commandId: 'c', stream: 'case-1', command: { type: 'X', data: { left: undefined } }, actor: null };
  const answer = await withinThread(office).execute(request as unknown as CommandRequest);
  expect(asked).toStrictEqual([{ ...request, command: { type: 'X', data: {} } }]);
  expect(answer).toStrictEqual({ revision: 0 });
});
