import { BUSY, createGate } from './gate.js';

function task() {
  let begun = false;
  let finish: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (finish = resolve));
  return {
    work: () => {
      begun = true;
      return ended;
    },
    begun: () => begun,
    finish: () => {
      finish();
    },
  };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('gate', () => {
  it('runs as many as it is wide and the rest in turn', async () => {
    const gate = createGate({ width: 2, depth: 10 });
    const tasks = [task(), task(), task()] as const;
    const runs = tasks.map(({ work }, index) => gate.run(`key-${index}`, work));
    expect(tasks.map(({ begun }) => begun())).toEqual([true, true, false]);
    tasks[0].finish();
    await settle();
    expect(tasks[2].begun()).toBe(true);
    tasks[1].finish();
    tasks[2].finish();
    await Promise.all(runs);
  });

  it('runs one key one after another and lets others pass', async () => {
    const gate = createGate({ width: 2, depth: 10 });
    const [first, second, other] = [task(), task(), task()];
    const runs = [gate.run('a', first.work), gate.run('a', second.work), gate.run('b', other.work)];
    await settle();
    expect([first.begun(), second.begun(), other.begun()]).toEqual([true, false, true]);
    first.finish();
    await settle();
    expect(second.begun()).toBe(true);
    second.finish();
    other.finish();
    await Promise.all(runs);
  });

  it('refuses at once what the queue cannot hold', async () => {
    const gate = createGate({ width: 1, depth: 2 });
    const tasks = Array.from({ length: 4 }, task);
    const runs = tasks.map(({ work }, index) => gate.run(`key-${index}`, work));
    await expect(runs[3]).resolves.toBe(BUSY);
    expect(tasks[3]?.begun()).toBe(false);
    for (const { finish } of tasks) finish();
    await Promise.all(runs.slice(0, 3));
  });

  it('goes on after a failure', async () => {
    const gate = createGate({ width: 1, depth: 2 });
    await expect(gate.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(gate.run('a', () => Promise.resolve('next'))).resolves.toBe('next');
  });

  it('holds no more than its share for one address, and keeps places for whoever is known, who goes first', async () => {
    const gate = createGate({ width: 1, depth: 3, each: 2, kept: 1 });
    const order: string[] = [];
    const first = task();
    const running = gate.run('first', first.work);
    const ask = (key: string, source: object) => gate.run(key, () => Promise.resolve(order.push(key)), source);
    const flood = [1, 2, 3].map((n) => ask(`flood-${n}`, { network: '203.0.113.7' }));
    const other = ask('other', { network: '203.0.113.8' });
    const late = ask('late', { network: '203.0.113.9' });
    const known = ask('known', { network: '203.0.113.7', known: true });
    expect([await flood[2], await late]).toEqual([BUSY, BUSY]);
    first.finish();
    await Promise.all([running, ...flood, other, known]);
    expect(order).toEqual(['known', 'flood-1', 'flood-2', 'other']);
  });

  it('takes known callers and others in turn, and of the known one for each key', async () => {
    const gate = createGate({ width: 1, depth: 3, kept: 3 });
    const order: string[] = [];
    const first = task();
    const running = gate.run('first', first.work);
    const ask = (key: string, source: object) => gate.run(key, () => Promise.resolve(order.push(key)), source);
    const known = ['a', 'a', 'b', 'c'].map((key) => ask(key, { known: true }));
    const others = ['x', 'y'].map((key) => ask(key, {}));
    expect(await known[1]).toBe(BUSY);
    first.finish();
    await Promise.all([running, ...known, ...others]);
    expect(order).toEqual(['a', 'x', 'b', 'y', 'c']);
  });
});
