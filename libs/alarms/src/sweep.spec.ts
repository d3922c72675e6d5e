import { Firing } from './firing.js';
import { deadline, machineClock, soon, TestLog, TestRecord } from './spec-support.js';
import { Sweep } from './sweep.js';

describe('the sweep', () => {
  it('sees past what stays due, and tries each once', async () => {
    const record = new TestRecord();
    record.add(...Array.from({ length: 1_500 }, (_, i) => deadline(`stuck-${i}`, i)));
    record.add(...Array.from({ length: 1_500 }, (_, i) => deadline(`sound-${i}`, 2_000 + i)));
    record.add(soon('not-yet', 60_000));
    let tries = 0;
    const firing = new Firing(async (due) => {
      tries += 1;
      if (due.id.startsWith('stuck')) throw new Error('stuck');
      await record.onDue(due);
    }, new TestLog());
    const sweep = new Sweep(record, machineClock, firing);
    expect(await sweep.run()).toBe(1_500);
    expect(tries).toBe(3_000);
    expect(record.open.size).toBe(1_501);
    expect(sweep.lastAt).toBeGreaterThan(0);
  });

  it('rejects when the record cannot be read, and can be asked again', async () => {
    const record = new TestRecord();
    const firing = new Firing(record.onDue, new TestLog());
    let broken = true;
    const sweep = new Sweep(
      { all: record.all, due: async (now, limit) => (broken ? Promise.reject(new Error('no record')) : record.due(now, limit)) },
      machineClock,
      firing,
    );
    record.add(soon('due', -1));
    await expect(sweep.run()).rejects.toThrow('no record');
    broken = false;
    expect(await sweep.run()).toBe(1);
  });
});

describe('firing', () => {
  it('does not take up twice what is in hand', async () => {
    let finish = (): void => undefined;
    let calls = 0;
    const firing = new Firing(() => {
      calls += 1;
      return new Promise((resolve) => (finish = resolve));
    }, new TestLog());
    const first = firing.fire(deadline('a', 0));
    expect(await firing.fire(deadline('a', 0))).toBe(false);
    finish();
    expect(await first).toBe(true);
    expect(calls).toBe(1);
  });

  it('gives a handler that hangs up, so that the sweep may try again', async () => {
    const log = new TestLog();
    const firing = new Firing(() => new Promise(() => undefined), log, 10);
    expect(await firing.fire(deadline('a', 0))).toBe(false);
    expect(firing.busy).toBe(0);
    expect(log.lines[0]).toContain('left to the next sweep');
  });

  it('counts a handler that throws at once as failed, and says so only so often', async () => {
    const log = new TestLog();
    const firing = new Firing(() => {
      throw new Error('at once');
    }, log);
    expect(await firing.fireAll(Array.from({ length: 100 }, (_, i) => deadline(`n${i}`, 0)))).toBe(0);
    expect(log.lines).toHaveLength(5);
  });
});
