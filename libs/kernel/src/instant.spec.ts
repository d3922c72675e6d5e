import fc from 'fast-check';
import {
  addDays,
  addMonths,
  assertNever,
  dateOf,
  dateOfDayNumber,
  dayNumber,
  endOfDay,
  findInstant,
  findLocalDate,
  formatInstant,
  instant,
  isRejection,
  localDate,
  reject,
  startOfDay,
  type Instant,
} from './index.js';

const anyDay = fc
  .integer({ min: dayNumber(localDate('1950-01-01')), max: dayNumber(localDate('2199-12-31')) })
  .map(dateOfDayNumber);
const anyInstant = fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2199, 0) }).map((ms) => ms as Instant);

test.each(['2026-03-02', '2024-02-29', '0999-01-01'])('%s is a day', (text) => {
  expect(findLocalDate(text)).toBe(text);
});

test.each([
  '',
  '2026-02-29',
  '2026-02-30',
  '2026-13-01',
  '2026-00-10',
  '2026-1-1',
  '26-01-01',
  '2026-03-02T00:00:00Z',
  ' 2026-03-02',
  '２０２６-03-02',
])('%j is none', (text) => {
  expect(findLocalDate(text)).toBeUndefined();
  expect(() => localDate(text)).toThrow(RangeError);
});

test.each([
  ['2026-03-02T10:00:00+08:00', '2026-03-02T10:00:00+08:00'],
  ['2026-03-02T02:00:00Z', '2026-03-02T10:00:00+08:00'],
  ['2026-03-01T20:00:00.250-06:00', '2026-03-02T10:00:00.250+08:00'],
  ['2026-03-02T10:00+08:00', '2026-03-02T10:00:00+08:00'],
  ['2026-03-01T16:00:00Z', '2026-03-02T00:00:00+08:00'],
])('%s is %s in Shanghai', (text, shanghai) => {
  expect(formatInstant(instant(text))).toBe(shanghai);
});

test.each([
  '2026-03-02',
  '2026-03-02T10:00:00',
  '2026-03-02 10:00:00+08:00',
  '2026-02-30T10:00:00Z',
  '2026-03-02T24:00:00Z',
  '2026-03-02T10:60:00Z',
  '2026-03-02T10:00:00+8',
  'now',
])('%j is no instant', (text) => {
  expect(findInstant(text)).toBeUndefined();
  expect(() => instant(text)).toThrow(RangeError);
});

test.each([
  ['2026-03-01T15:59:59.999Z', '2026-03-01'],
  ['2026-03-01T16:00:00Z', '2026-03-02'],
  ['2026-12-31T16:00:00Z', '2027-01-01'],
])('%s falls on %s in Shanghai', (text, date) => {
  expect(dateOf(instant(text))).toBe(date);
});

test.each([
  ['2026-06-30', 3, '2026-09-30'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-05-31', -3, '2026-02-28'],
  ['2026-12-31', -3, '2026-09-30'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2026-03-18', 72, '2032-03-18'],
])('%s and %i months: %s', (date, months, expected) => {
  expect(addMonths(localDate(date), months)).toBe(expected);
});

test('days and instants go there and back', () => {
  fc.assert(
    fc.property(anyDay, anyInstant, fc.integer({ min: -400, max: 400 }), (day, at, n) => {
      expect(dateOf(startOfDay(day))).toBe(day);
      expect(dateOf((endOfDay(day) - 1) as Instant)).toBe(day);
      expect(endOfDay(day)).toBe(startOfDay(addDays(day, 1)));
      expect(dayNumber(addDays(day, n)) - dayNumber(day)).toBe(n);
      expect(instant(formatInstant(at))).toBe(at);
      expect(startOfDay(dateOf(at)) <= at && at < endOfDay(dateOf(at))).toBe(true);
      expect(formatInstant(at).slice(0, 10)).toBe(dateOf(at));
    }),
  );
});

test('a rejection says why, and nothing that was not said', () => {
  expect(reject('too-late', 'conflict', { zh: '晚了', en: 'Late', field: 'at' })).toEqual({
    rejected: true,
    code: 'too-late',
    kind: 'conflict',
    zh: '晚了',
    en: 'Late',
    field: 'at',
    basis: [],
  });
  expect(isRejection(reject('x', 'invalid', { zh: '', en: '' }))).toBe(true);
  expect(isRejection([])).toBe(false);
});

test('a value outside the types is a fault with a name', () => {
  expect(() => assertNever('x' as never, 'colour')).toThrow('unknown colour: "x"');
});
