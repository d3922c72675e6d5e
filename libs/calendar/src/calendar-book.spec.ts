import { instant, localDate } from '#kernel';
import { CalendarUnknown, createCalendarBook, type CalendarYear } from './index.js';

const year = (version: string, off: readonly string[] = []): CalendarYear => ({
  year: Number(version.slice(0, 4)),
  version,
  status: 'official',
  notice: { title: version, source: 'test' },
  verified: 'checked',
  off: off.map(localDate),
  work: [],
});
const FRIDAY = localDate('2026-03-06');
const at = instant('2026-03-04T10:00:00+08:00');
const later = instant('2026-03-20T10:00:00+08:00');
const shipped = [year('2025.1'), year('2026.1')];

test('of every year the highest version is in force, in numbers and not in letters', () => {
  expect(createCalendarBook([...shipped, year('2026.9'), year('2026.10')]).current.version).toBe('CN:2025.1,2026.10');
});

test('a label means what it meant, whatever is published afterwards', () => {
  const book = createCalendarBook(shipped, [{ year: year('2026.2', [FRIDAY]), at }]);
  expect(book.byLabel('CN:2025.1,2026.1').isWorkingDay(FRIDAY)).toBe(true);
  expect(book.byLabel('CN:2025.1,2026.2').isWorkingDay(FRIDAY)).toBe(false);
  expect(book.current).toBe(book.byLabel('CN:2025.1,2026.2'));
});

test('a year that a label does not know counts by its lowest version', () => {
  const [first, second] = [year('2027.1'), year('2027.2', ['2027-01-01'])];
  const book = createCalendarBook(shipped, [
    { year: first, at },
    { year: second, at: later },
  ]);
  const old = book.byLabel('CN:2025.1,2026.1');
  expect(old.version).toBe('CN:2025.1,2026.1,2027.1');
  expect(old.isWorkingDay(localDate('2027-01-01'))).toBe(true);
});

test('after a label come the publications one by one; a year that is only new changes nothing', () => {
  const book = createCalendarBook(shipped, [
    { year: year('2027.1'), at },
    { year: year('2026.2', [FRIDAY]), at: later },
  ]);
  for (const label of ['CN:2025.1,2026.1', 'CN:2025.1,2026.1,2027.1']) {
    expect(book.after(label)).toMatchObject({ calendar: { version: 'CN:2025.1,2026.2,2027.1' }, since: later });
  }
  expect(book.after(book.current.version)).toBeUndefined();
  const twice = createCalendarBook(shipped, [
    { year: year('2026.2'), at },
    { year: year('2026.3'), at: later },
  ]);
  expect(twice.after('CN:2025.1,2026.1')).toMatchObject({ calendar: { version: 'CN:2025.1,2026.2' }, since: at });
  expect(twice.after('CN:2025.1,2026.2')).toMatchObject({ calendar: { version: 'CN:2025.1,2026.3' }, since: later });
});

test('a version that came with a later program is the one in force, without an instant of publication', () => {
  const book = createCalendarBook([...shipped, year('2026.2', [FRIDAY])]);
  const next = book.after('CN:2025.1,2026.1');
  expect(next?.calendar).toBe(book.current);
  expect(next?.since).toBeUndefined();
});

test('what was published stays as it was published, even where the program ships that version too', () => {
  const book = createCalendarBook([...shipped, year('2026.2')], [{ year: year('2026.2', [FRIDAY]), at }]);
  expect(book.current.isWorkingDay(FRIDAY)).toBe(false);
  expect(book.find(2026)).toMatchObject({ off: [FRIDAY] });
  expect(book.find(2026, '2026.1')).toMatchObject({ version: '2026.1' });
  expect(book.find(2030)).toBeUndefined();
});

test.each(['CN:2026.7', 'CN:2030.1', 'before the notice', ''])('"%s" is a fault, never a guess', (label) => {
  expect(() => createCalendarBook(shipped).byLabel(label)).toThrow(CalendarUnknown);
});

test('the same version twice is refused', () => {
  expect(() => createCalendarBook([...shipped, year('2026.1')])).toThrow('two calendar files for version 2026.1');
});
