import { DataFileError } from '#data-files';
import { parseCalendarYear } from './index.js';

const good = {
  year: 2026,
  version: '2026.1',
  status: 'official',
  notice: { title: 'notice', date: '2025-11-04', source: 'test' },
  verified: 'checked',
  off: ['2026-01-01', '2026-01-02'],
  work: ['2026-01-04'],
};

test('a good file comes back as data', () => {
  expect(parseCalendarYear(good, '2026.json')).toEqual(good);
});

test.each([
  ['no object', 'x', '$', 'must be object'],
  ['a missing list', { ...good, work: undefined }, '$.work', 'is missing'],
  ['an unknown field', { ...good, holidays: [] }, '$.holidays', 'is not a known field'],
  ['a year that is text', { ...good, year: '2026' }, '$.year', 'must be integer'],
  ['an unknown status', { ...good, status: 'draft' }, '$.status', 'must be one of'],
  ['a version that none can follow', { ...good, version: `2026.${'9'.repeat(400)}` }, '$.version', 'must match pattern'],
  ['a version without number', { ...good, version: '2026' }, '$.version', 'must match pattern'],
  ['the version of another year', { ...good, version: '2025.1' }, '$.version', 'must start with 2026.'],
  ['a mark that contradicts the status', { ...good, status: 'provisional' }, '$.verified', 'contradicts'],
  ['no source', { ...good, notice: { title: 'notice' } }, '$.notice.source', 'is missing'],
  ['a wrong notice date', { ...good, notice: { ...good.notice, date: '2025-11-31' } }, '$.notice.date', 'must be a real day'],
  ['a day that does not exist', { ...good, off: ['2026-01-01', '2026-02-29'] }, '$.off[1]', 'must be a real day'],
  ['a day in another form', { ...good, off: ['01-01'] }, '$.off[0]', 'must be a real day'],
  ['a day of another year', { ...good, off: ['2027-01-01'] }, '$.off[0]', 'is not a day of 2026'],
  ['a weekend day off', { ...good, off: ['2026-01-01', '2026-01-03'] }, '$.off[1]', 'is a weekend day'],
  ['a weekday worked', { ...good, work: ['2026-01-05'] }, '$.work[0]', 'is a weekday'],
  ['the same day twice', { ...good, off: ['2026-01-01', '2026-01-02', '2026-01-01'] }, '$.off[2]', 'repeats item 0'],
])('%s is refused', (_case, json, path, problem) => {
  const parse = () => parseCalendarYear(json, 'data/2026.json');
  expect(parse).toThrow(DataFileError);
  expect(parse).toThrow(expect.objectContaining({ file: 'data/2026.json', path }));
  expect(parse).toThrow(problem);
});
