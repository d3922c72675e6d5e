import fc from 'fast-check';
import { createSeries, nextSerial } from './series.js';

const PREFIX = '26282034';
const LAST = 9999;
const over = (serials: readonly number[]) =>
  createSeries({
    streamsFrom: (prefix) => Promise.resolve(serials.map((serial) => `${prefix}${String(serial).padStart(4, '0')}`)),
  });

test('the next number is the first; one that was taken over far ahead changes nothing', async () => {
  expect(await over([]).candidate(PREFIX)).toBe('262820340001');
  expect(await over([5000]).candidate(PREFIX)).toBe('262820340001');
  expect(await over([1, 2, 5000]).candidate(PREFIX)).toBe('262820340003');
});

test('thirteen numbers chosen to mislead a search by halving take up thirteen numbers', async () => {
  const chosen = [5000, 7500, 8750, 9375, 9688, 9844, 9922, 9961, 9981, 9991, 9996, 9998, 9999];
  expect(await over(chosen).candidate(PREFIX)).toBe('262820340001');
});

test('numbers in a row: what is given is taken, what is taken is passed over', async () => {
  const series = over([2, 4]);
  const given: (string | undefined)[] = [];
  for (let i = 0; i < 3; i += 1) {
    const number = await series.candidate(PREFIX);
    given.push(number?.slice(-4));
    series.used(number ?? '');
  }
  expect(given).toEqual(['0001', '0003', '0005']);
});

test('a number that was tried and not given is tried again', async () => {
  const series = over([]);
  expect(await series.candidate(PREFIX)).toBe(await series.candidate(PREFIX));
});

test('it is used up only when no number is free', () =>
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: LAST }), { maxLength: 50 }), (free) => {
      const taken = new Set(Array.from({ length: LAST }, (_, i) => i + 1).filter((serial) => !free.includes(serial)));
      expect(nextSerial(taken)).toBe(free.length === 0 ? undefined : Math.min(...free));
    }),
    { numRuns: 20 },
  ));
