import { BUSY, createGate } from './gate.js';

/** Work that ends when the test says so. */
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
    const gate = createGate(2, 10);
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
    const gate = createGate(2, 10);
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
    const gate = createGate(1, 2);
    const tasks = Array.from({ length: 4 }, task);
    const runs = tasks.map(({ work }, index) => gate.run(`key-${index}`, work));
    await expect(runs[3]).resolves.toBe(BUSY);
    expect(tasks[3]?.begun()).toBe(false);
    for (const { finish } of tasks) finish();
    await Promise.all(runs.slice(0, 3));
  });

  it('goes on after a failure', async () => {
    const gate = createGate(1, 2);
    await expect(gate.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(gate.run('a', () => Promise.resolve('next'))).resolves.toBe('next');
  });
});
