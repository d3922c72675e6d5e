import { localDate } from '#kernel';
import { outlookOf } from './index.js';
import { shippedCalendars } from './shipped.testing.js';

test.each([
  ['2026-06-14', 201, false],
  ['2026-06-15', 200, true],
  ['2026-12-31', 1, true],
  ['2028-03-01', -425, true],
])('on %s there are %i days to the first provisional one; warned: %s', (today, daysLeft, warned) => {
  const outlook = outlookOf(shippedCalendars, localDate(today));
  expect(outlook).toMatchObject({ provisionalFrom: '2027-01-01', daysLeft });
  expect(outlook.warning !== null).toBe(warned);
});

test('a published notice moves the warning on by a year', () => {
  const provisional = shippedCalendars.find(2027);
  if (provisional === undefined) throw new Error('2027 is there');
  const year = { ...provisional, version: '2027.3', status: 'official', verified: 'checked' } as const;
  const book = shippedCalendars.publishing([{ year, at: 0 as never, replaces: '2027.2' }]);
  expect(outlookOf(book, localDate('2026-12-01'))).toMatchObject({ provisionalFrom: '2028-01-01', warning: null });
});
