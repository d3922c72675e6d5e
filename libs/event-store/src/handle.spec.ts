import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nothing, reject, type Actor, type Decider, type Instant, type Message, type Rejection } from '#kernel';
import { createCodec } from './codec.js';
import { wholeLog } from './contract/samples.js';
import { createHandle, type CommandDone, type CommandRequest, type Handle } from './handle.js';
import { createMemoryStore } from './memory.js';
import type { EventStore } from './port.js';
import { openSqliteStore } from './sqlite/sqlite-store.js';
import { States, type AnyDecider } from './states.js';

/** A seat that is taken and given back, with a name on it and marks that may be added for ever. */
interface Seat {
  readonly open: boolean;
  readonly label: string;
  readonly marks: number;
  readonly place: string | undefined;
}
type SeatEvent =
  | { readonly type: 'Opened'; readonly data: object }
  | { readonly type: 'Labelled'; readonly data: { readonly label: string } }
  | { readonly type: 'Marked'; readonly data: object }
  | { readonly type: 'Taken'; readonly data: { readonly place: string } }
  | { readonly type: 'Freed'; readonly data: object };
type SeatCommand =
  | { readonly type: 'Open' | 'Mark' | 'Free'; readonly data: object }
  | { readonly type: 'Label'; readonly data: { readonly label: string } }
  | { readonly type: 'Take'; readonly data: { readonly place: string } };

const seat: Decider<Seat, SeatCommand, SeatEvent> = {
  initial: { open: false, label: '', marks: 0, place: undefined },
  commands: ['Open', 'Label', 'Mark', 'Take', 'Free'],
  decide(command, { open, label }) {
    switch (command.type) {
      case 'Open':
        return open ? reject('open-already', 'conflict', { zh: '', en: '' }) : [{ type: 'Opened', data: {} }];
      case 'Label':
        return command.data.label === label ? nothing : [{ type: 'Labelled', data: command.data }];
      case 'Mark':
        return [
          { type: 'Marked', data: {} },
          { type: 'Marked', data: {} },
        ];
      case 'Take':
        return [{ type: 'Taken', data: command.data }];
      case 'Free':
        return [{ type: 'Freed', data: {} }];
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'Opened':
        return { ...state, open: true };
      case 'Labelled':
        return { ...state, label: event.data.label };
      case 'Marked':
        return { ...state, marks: state.marks + 1 };
      case 'Taken':
        return { ...state, place: event.data.place };
      case 'Freed':
        return { ...state, place: undefined };
    }
  },
  uniqueKeys: ({ place }) => (place === undefined ? [] : [place]),
};

const CLERK: Actor = { id: 'clerk-1', role: 'clerk' };
const codec = createCodec(['Opened', 'Labelled', 'Marked', 'Taken', 'Freed'].map((type) => ({ type, version: 1 })));
const folder = mkdtempSync(join(tmpdir(), 'handle-'));
afterAll(() => rmSync(folder, { recursive: true }));

const STORES: readonly [string, () => EventStore][] = [
  ['memory', () => createMemoryStore()],
  ['SQLite', () => openSqliteStore({ file: join(folder, `${randomUUID()}.sqlite`) })],
];

describe.each(STORES)('a command handled over %s', (_name, openStore) => {
  let store: EventStore;
  let handle: Handle;
  let closedToday: Rejection | undefined;

  /** Another process on the same log: nothing is at hand. */
  const start = (): Handle => {
    const states = new States({ seat: seat as unknown as AnyDecider });
    return createHandle({
      store,
      states,
      codec,
      now: () => Date.UTC(2026, 2, 2, 2) as Instant,
      complete: async (request) => closedToday ?? request,
      keyTaken: (key) => reject('key-taken', 'conflict', { zh: key, en: key }),
    });
  };
  beforeEach(() => {
    store = openStore();
    closedToday = undefined;
    handle = start();
  });
  afterEach(() => store.close());

  const request = (type: string, data: object = {}, more: Partial<CommandRequest> = {}): CommandRequest => ({
    commandId: randomUUID(),
    stream: 'seat-1',
    command: { type, data } satisfies Message,
    actor: CLERK,
    ...more,
  });
  const give = (...[type, data, more]: Parameters<typeof request>): Promise<CommandDone | Rejection> =>
    handle(request(type, data, more));
  const done = async (answer: Promise<CommandDone | Rejection>): Promise<CommandDone> => {
    const outcome = await answer;
    if ('rejected' in outcome) throw new Error(`turned down: ${outcome.code}`);
    return outcome;
  };

  /** `between` happens, then the same comes again: in the same process and in one that has just started. */
  async function twice(first: CommandRequest, between: () => Promise<unknown> = async () => undefined): Promise<void> {
    const answer = await done(handle(first));
    expect(answer.events.length).toBeGreaterThan(0);
    await between();
    const log = await wholeLog(store);
    for (const again of [handle, start()]) {
      expect(await again(first)).toEqual({ ...answer, replayed: true });
      expect(await wholeLog(store)).toEqual(log);
    }
  }

  describe('twice changes nothing and gets the first answer', () => {
    it('where it would be carried out once more', () => twice(request('Mark')));

    it('where it would be, and others have acted since', () =>
      twice(request('Mark'), async () => {
        await done(give('Mark'));
        await done(give('Label', { label: 'a' }));
      }));

    it('where it is not possible any more', () => twice(request('Open')));

    it('where it would change nothing', () => twice(request('Label', { label: 'a' })));

    it('where the revision that it saw is out of date', () =>
      twice(request('Open', {}, { expectedRevision: -1 }), () => give('Mark')));

    it('where it would be carried out, but for the revision', async () => {
      await done(give('Open'));
      await twice(request('Mark', {}, { expectedRevision: 0 }));
    });

    it('where another stream has its key by now', () =>
      twice(request('Take', { place: 'front' }), async () => {
        await done(give('Free'));
        await done(give('Take', { place: 'front' }, { stream: 'seat-2' }));
      }));

    it('where it holds its key itself', () => twice(request('Take', { place: 'front' })));

    it('where what it is completed with turns it down by now', () =>
      twice(request('Mark'), async () => (closedToday = reject('closed', 'conflict', { zh: '', en: '' }))));

    it('where both come at once', async () => {
      const mark = request('Mark');
      const [first, second] = await Promise.all([done(handle(mark)), done(handle(mark))]);
      expect([first.replayed, second.replayed]).toEqual([false, true]);
      expect(second).toEqual({ ...first, replayed: true });
      expect(await wholeLog(store)).toHaveLength(2);
    });
  });

  describe('under the id of another', () => {
    const reused = { code: 'idempotency-key-reused' };

    it.each(['Mark', 'Open', 'Label'])('is turned down: %s after Open', async (type) => {
      const first = request('Open');
      await done(handle(first));
      await done(give('Label', { label: 'a' }));
      const other = { ...first, command: { type, data: { label: 'a' } } };
      expect(await handle(other)).toMatchObject(reused);
      expect(await handle({ ...first, actor: { ...CLERK, id: 'clerk-2' } })).toMatchObject(reused);
      expect(await wholeLog(store)).toHaveLength(2);
    });

    it.each(['Mark', 'Open', 'Label'])('is turned down for another stream: %s', async (type) => {
      const first = request(type, { label: 'a' });
      await done(handle(first));
      const log = await wholeLog(store);
      expect(await handle({ ...first, stream: 'seat-2' })).toMatchObject(reused);
      expect(await handle({ ...first, stream: 'seat-2', expectedRevision: 7 })).toMatchObject(reused);
      expect(await wholeLog(store)).toEqual(log);
    });

    it('is turned down where both come at once; those beside them are stored', async () => {
      const commandId = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          give('Mark', {}, { stream: `seat-${n}`, ...(n === 3 || n === 17 || n === 29 ? { commandId } : {}) }),
        ),
      );
      const turnedDown = answers
        .map((answer, n) => ('rejected' in answer ? [n, answer.code] : []))
        .filter(({ length }) => length > 0);
      expect(turnedDown).toEqual([
        [17, reused.code],
        [29, reused.code],
      ]);
      expect(await wholeLog(store)).toHaveLength(2 * 28);
      expect((await done(give('Mark', {}, { stream: 'seat-17' }))).revision).toBe(1);
    });
  });

  it('that was turned down, or changed nothing, has not acted: its id is free', async () => {
    const first = request('Label', { label: '' });
    expect(await handle(first)).toMatchObject({ outcome: 'done', events: [], replayed: false });
    expect(await handle({ ...first, expectedRevision: 4 })).toMatchObject({ code: 'stale-revision' });
    closedToday = reject('closed', 'conflict', { zh: '', en: '' });
    expect(await handle(first)).toMatchObject({ code: 'closed' });
    closedToday = undefined;
    await done(give('Take', { place: 'front' }, { stream: 'seat-2' }));
    expect(await handle({ ...first, command: { type: 'Take', data: { place: 'front' } } })).toMatchObject({ code: 'key-taken' });
    expect(await handle({ ...first, command: { type: 'Mark', data: {} } })).toMatchObject({ outcome: 'done', replayed: false });
  });

  it('queues up the commands to one stream: nobody is turned down because others were faster', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => done(give('Mark'))));
    expect(answers.map(({ revision }) => revision)).toEqual(answers.map((_, n) => 2 * n + 1));
  });

  it('meets a fault of the store with that fault', async () => {
    await store.close();
    await expect(give('Mark')).rejects.toThrow('closed');
  });
});
