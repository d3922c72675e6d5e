import { once, EventEmitter } from 'node:events';
import { coalesced, eachOf, every, within } from './timing.js';

describe('coalesced', () => {
  it('gives whoever asks during a run one that begins after it', async () => {
    const starts: ((value: number) => void)[] = [];
    const ask = coalesced(() => new Promise<number>((resolve) => starts.push(resolve)));
    const first = ask();
    const second = ask();
    const third = ask();
    expect(starts).toHaveLength(1);
    starts[0]!(1);
    expect(await first).toBe(1);
    await Promise.resolve();
    expect(starts).toHaveLength(2);
    starts[1]!(2);
    expect(await Promise.all([second, third])).toEqual([2, 2]);
  });

  it('goes on after a failure', async () => {
    let runs = 0;
    const ask = coalesced(async () => {
      if (++runs === 1) throw new Error('once');
      return runs;
    });
    const [first, second] = await Promise.allSettled([ask(), ask()]);
    expect(first.status).toBe('rejected');
    expect(second).toEqual({ status: 'fulfilled', value: 2 });
  });
});

describe('every', () => {
  it('begins at once, repeats, and ends with its last run', async () => {
    const events = new EventEmitter();
    let running = 0;
    let runs = 0;
    const rounds = every(1, async () => {
      running += 1;
      await Promise.resolve();
      running -= 1;
      runs += 1;
      events.emit('run');
    });
    while (runs < 3) await once(events, 'run');
    await rounds.stop();
    expect(running).toBe(0);
    const before = runs;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(runs).toBe(before);
  });
});

it('within gives up on what takes too long', async () => {
  await expect(within(5, 'this', new Promise(() => undefined))).rejects.toThrow('this took more than 5 ms');
  await expect(within(1_000, 'this', Promise.resolve(1))).resolves.toBe(1);
});

it('eachOf does all, and no more at once than asked', async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  await eachOf([1, 2, 3, 4, 5], 2, async (item) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running -= 1;
    done.push(item);
  });
  expect(most).toBe(2);
  expect(done.sort()).toEqual([1, 2, 3, 4, 5]);
});
