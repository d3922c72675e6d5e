import { instant, localDate } from '#kernel';
import { CalendarUnknown, createCalendarBook, type CalendarYear } from './index.js';
import { shippedLunarDays, shippedYears } from './shipped.testing.js';

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
  expect(book.versionsOf(2026).map(({ version }) => version)).toEqual(['2026.1', '2026.2']);
  expect(book.find(2030)).toBeUndefined();
});

describe('a year without a file', () => {
  const TODAY = 'CN:2018.1,2019.1,2020.1,2021.1,2022.1,2023.1,2024.1,2025.1,2026.1,2027.2';
  const notice = year('2028.1', ['2028-03-01', '2028-03-02', '2028-03-03']);
  const WEDNESDAY = localDate('2028-03-01');
  const MAY_DAY = localDate('2028-05-01');
  const before = createCalendarBook(shippedYears, [], shippedLunarDays);

  test('is counted by the rule and needs no name in a label', () => {
    expect(before.current.version).toBe(TODAY);
    expect(before.find(2028)).toMatchObject({ version: '2028.0', status: 'provisional' });
    expect(before.find(2017)).toMatchObject({ version: '2017.0', status: 'no-notice-on-file' });
    expect(before.byLabel(TODAY).kindOf(MAY_DAY)).toBe('holiday');
    expect(before.firstProvisional).toBe(2027);
  });

  test('that gets its notice: an old label goes on by the rule, then comes the publication', () => {
    const book = before.publishing([{ year: notice, at, replaces: '2028.0' }]);
    expect(book.byLabel(TODAY).isWorkingDay(WEDNESDAY)).toBe(true);
    expect(book.byLabel(TODAY).kindOf(MAY_DAY)).toBe('holiday');
    expect(book.after(TODAY)).toMatchObject({ calendar: { version: `${TODAY},2028.1` }, since: at });
    expect(book.current.isWorkingDay(WEDNESDAY)).toBe(false);
    expect(book.current.kindOf(MAY_DAY)).toBe('working-day');
    expect(book.versionsOf(2028).map(({ version }) => version)).toEqual(['2028.0', '2028.1']);
    expect(book.first.isWorkingDay(WEDNESDAY)).toBe(true);
  });

  test('that was published before there was a rule has no version below: old labels count it as they did', () => {
    const book = before.publishing([{ year: notice, at }]);
    expect(book.byLabel(TODAY).isWorkingDay(WEDNESDAY)).toBe(false);
    expect(book.after(TODAY)).toBeUndefined();
    expect(book.versionsOf(2028).map(({ version }) => version)).toEqual(['2028.1']);
  });

  test('that a later program brings: an old label goes on by the rule until the next command', () => {
    const book = createCalendarBook([...shippedYears, notice], [], shippedLunarDays);
    expect(book.byLabel(TODAY).isWorkingDay(WEDNESDAY)).toBe(true);
    expect(book.after(TODAY)).toEqual({ calendar: book.current });
  });

  test('the label of the first provisional 2027 means its days, and takes those of the rule', () => {
    const old = before.byLabel('CN:2018.1,2019.1,2020.1,2021.1,2022.1,2023.1,2024.1,2025.1,2026.1,2027.1');
    expect(old.kindOf(localDate('2027-10-06'))).toBe('working-day');
    expect(before.current.kindOf(localDate('2027-10-06'))).toBe('holiday');
    expect(before.after(old.version)).toEqual({ calendar: before.current });
  });
});

test.each(['CN:2026.7', 'CN:2030.1', 'before the notice', ''])('"%s" is a fault, never a guess', (label) => {
  expect(() => createCalendarBook(shipped).byLabel(label)).toThrow(CalendarUnknown);
});

test('the same version twice is refused', () => {
  expect(() => createCalendarBook([...shipped, year('2026.1')])).toThrow('two calendar files for version 2026.1');
});
