import { AlarmBuffer, BUFFER_LIMIT } from './buffer.js';
import type { Deadline } from './deadline.js';
import { deadline } from './spec-support.js';

function sender(up = true) {
  const sent: { cancels: readonly string[]; arms: readonly string[] }[] = [];
  const losses: unknown[] = [];
  const state = { up, fault: undefined as Error | undefined, inFlight: 0, most: 0 };
  const buffer = new AlarmBuffer({
    up: () => state.up,
    onLoss: (why) => losses.push(why),
    send: async (cancels, arms) => {
      state.most = Math.max(state.most, ++state.inFlight);
      sent.push({ cancels, arms: arms.map(({ id }) => id) });
      await new Promise((resolve) => setImmediate(resolve));
      state.inFlight -= 1;
      if (state.fault !== undefined) throw state.fault;
    },
  });
  return { buffer, sent, losses, state };
}

const one = (id: string): Deadline[] => [deadline(id, 0)];
const many = (count: number): Deadline[] => Array.from({ length: count }, (_, i) => deadline(`n${i}`, 0));

describe('the buffer', () => {
  it('sends together what came within one window', async () => {
    const { buffer, sent } = sender();
    buffer.arm(one('a'));
    buffer.arm(one('b'));
    buffer.cancel(one('c'));
    await buffer.flushed();
    expect(sent).toEqual([{ cancels: ['c-1'], arms: ['a', 'b'] }]);
  });

  it('sends by itself after the window', async () => {
    const { buffer, sent, state } = sender();
    buffer.arm(one('a'));
    while (sent.length === 0 || state.inFlight > 0) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(sent).toEqual([{ cancels: [], arms: ['a'] }]);
  });

  it('sends nothing for what is armed and cancelled within one window', async () => {
    const { buffer, sent } = sender();
    buffer.arm(one('a'));
    buffer.cancel(one('a'));
    await buffer.flushed();
    expect(sent).toEqual([]);
  });

  it('ends up with the last word, cancels first', async () => {
    const { buffer, sent } = sender();
    buffer.cancel([...many(300), ...one('again')]);
    buffer.arm(one('again'));
    buffer.cancel(one('gone'));
    buffer.arm(one('gone'));
    buffer.cancel(one('gone'));
    await buffer.flushed();
    expect(sent.flatMap(({ cancels }) => cancels)).toHaveLength(302);
    expect(sent.map(({ arms }) => arms)).toEqual([[], ['again']]);
  });

  it('has one message in flight and splits what is large', async () => {
    const { buffer, sent, state } = sender();
    buffer.arm(many(1_000));
    const flushed = buffer.flushed();
    buffer.arm(one('late'));
    await flushed;
    expect(state.most).toBe(1);
    expect(sent.map(({ arms }) => arms.length)).toEqual([250, 250, 250, 250, 1]);
  });

  it('keeps nothing while Redis is away', async () => {
    const { buffer, sent } = sender(false);
    buffer.arm(many(10));
    buffer.cancel(many(10));
    await buffer.flushed();
    expect(sent).toEqual([]);
  });

  it('reports a loss, gives up the rest and goes on', async () => {
    const { buffer, sent, losses, state } = sender();
    state.fault = new Error('OOM');
    buffer.arm(many(1_000));
    await buffer.flushed();
    expect(losses).toEqual([state.fault]);
    expect(sent).toHaveLength(1);
    state.fault = undefined;
    buffer.arm(one('a'));
    await buffer.flushed();
    expect(sent.at(-1)).toEqual({ cancels: [], arms: ['a'] });
  });

  it('is bounded', async () => {
    const { buffer, losses } = sender();
    buffer.arm(many(BUFFER_LIMIT));
    buffer.arm(one('too-much'));
    expect(losses).toHaveLength(1);
    buffer.close();
  });
});
