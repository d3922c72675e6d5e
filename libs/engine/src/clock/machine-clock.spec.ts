import type { Instant } from '#kernel';
import { machineClock } from './machine-clock.js';

const MONTH = 30 * 86_400_000;

function machine() {
  const at = { wall: 1_772_416_800_000, boot: 1_000_000, tick: 0 };
  const clock = machineClock({ wall: () => at.wall, boot: () => at.boot, tick: () => at.tick });
  return {
    clock,
    at,
    pass(ms: number): void {
      at.wall += ms;
      at.boot += ms;
      at.tick += ms;
    },
  };
}

test('three seconds of a wrong clock leave no trace', () => {
  const { clock, at, pass } = machine();
  const begun = clock.now();
  at.wall += MONTH;
  pass(3000);
  expect(clock.now()).toBe(begun + 3000);
  expect(clock.doubt?.()).toEqual({ byMs: MONTH, since: begun + 3000, shows: begun + 3000 + MONTH });
  at.wall -= MONTH;
  pass(1000);
  expect(clock.doubt?.()).toBeUndefined();
  expect(clock.now()).toBe(begun + 4000);
});

test('a clock set back neither orders the record wrongly nor stands still', () => {
  const { clock, at, pass } = machine();
  const begun = clock.now();
  at.wall -= MONTH;
  pass(5000);
  expect(clock.now()).toBe(begun + 5000);
  clock.confirm?.();
  expect(clock.doubt?.()).toBeUndefined();
  expect(clock.now()).toBe(begun + 5000);
});

test('a machine that slept has not jumped', () => {
  const { clock, at } = machine();
  const begun = clock.now();
  at.wall += MONTH;
  at.boot += MONTH;
  expect(clock.now()).toBe(begun + MONTH);
  expect(clock.doubt?.()).toBeUndefined();
});

test('nothing is dated before what is on record', () => {
  const { clock, at, pass } = machine();
  clock.notBefore?.((at.wall + MONTH) as Instant);
  expect(clock.doubt?.()).toMatchObject({ byMs: -MONTH });
  clock.confirm?.();
  expect(clock.doubt?.()).toBeUndefined();
  pass(1000);
  expect(clock.now()).toBe(at.wall - 1000 + MONTH);
});

test('where somebody answered for a clock behind the record, it is held against what it showed then', () => {
  const { clock, at, pass } = machine();
  const recorded = (at.wall + MONTH) as Instant;
  clock.notBefore?.(recorded, (at.wall - 5000) as Instant);
  expect(clock.doubt?.()).toBeUndefined();
  pass(1000);
  expect(clock.now()).toBe(recorded);
  clock.notBefore?.(recorded, (at.wall + MONTH / 2) as Instant);
  expect(clock.doubt?.()).toMatchObject({ byMs: -MONTH / 2 });
  expect(clock.now()).toBe(recorded);
});
