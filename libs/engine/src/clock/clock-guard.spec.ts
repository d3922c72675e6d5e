import fc from 'fast-check';
import { believed, firstBelief, lookAgain, type Belief, type Reading } from './clock-guard.js';

const TOLERANCE = 120_000;
const START: Reading = { wall: 1_772_416_800_000, boot: 5_000_000 };
const trusted: Belief = { agreed: START };

const later = (ms: number, jump = 0): Reading => ({ wall: START.wall + ms + jump, boot: START.boot + ms });
const look = (belief: Belief, reading: Reading): Belief => lookAgain(belief, reading, TOLERANCE);

test('clocks that go together are believed, however long the machine has slept', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(90 * 86_400_000), { maxLength: 50 }), (steps) => {
      let passed = 0;
      let belief = trusted;
      for (const step of steps) {
        passed += step;
        belief = look(belief, later(passed));
        expect(belief.doubt).toBeUndefined();
      }
    }),
  );
});

test('a slow drift is followed, and adds up to no jump', () => {
  let belief = trusted;
  for (let day = 1; day <= 400; day += 1) {
    const reading = later(day * 86_400_000, day * 40_000);
    belief = look(belief, reading);
    expect(belief.doubt).toBeUndefined();
  }
});

test('a jump either way is never believed: the time goes on from where it was, and back within tolerance it heals', () => {
  const jump = fc.integer({ min: TOLERANCE + 1, max: 400 * 86_400_000 });
  fc.assert(
    fc.property(jump, fc.boolean(), fc.array(fc.nat(3_600_000), { minLength: 1, maxLength: 30 }), (size, ahead, steps) => {
      const by = ahead ? size : -size;
      let passed = 1000;
      let belief = look(trusted, later(passed, by));
      for (const step of steps) {
        passed += step;
        belief = look(belief, later(passed, by));
        expect(belief.doubt).toEqual({ byMs: by, since: START.wall + 1000 });
        expect(believed(belief, later(passed, by))).toBe(START.wall + passed);
      }
      expect(look(belief, later(passed, TOLERANCE)).doubt).toBeUndefined();
    }),
  );
});

test('many small steps are a jump in the end', () => {
  let belief = trusted;
  for (let step = 1; step <= 10; step += 1) belief = look(belief, later(step * 1000, step * 60_000));
  expect(belief.doubt?.byMs).toBeGreaterThan(TOLERANCE);
});

test('at the start only a wall clock before the record is in doubt, until it has come back to it', () => {
  const first = (ahead: number): Belief => firstBelief(START, START.wall - ahead, TOLERANCE);
  expect(first(400 * 86_400_000).doubt).toBeUndefined();
  expect(first(-TOLERANCE).doubt).toBeUndefined();
  const behind = first(-86_400_000);
  expect(behind.doubt).toEqual({ byMs: -86_400_000, since: START.wall + 86_400_000 });
  expect(believed(behind, later(500))).toBe(START.wall + 86_400_000);
  const still = look(behind, later(3_600_000));
  expect(still.doubt?.byMs).toBe(3_600_000 - 86_400_000);
  expect(look(still, later(3_600_000, 30 * 86_400_000)).doubt).toBeUndefined();
});
