import type { ProcessEvent } from './index.js';
import { publishedCalendar } from './index.js';

const published = {
  type: 'CalendarPublished',
  stream: 'calendar-published',
  data: { version: '2026.2', calendar: 'CN:2026.2', year: {}, sha256: '', reason: '补充通知' },
} as unknown as ProcessEvent;

test('a published calendar is told to every open stream that has clocks, and to no other', () => {
  const [errand, ...more] = publishedCalendar.react(published);
  expect(more).toEqual([]);
  if (errand === undefined || !('everyOpenStream' in errand)) throw new Error('told to single streams');
  expect(errand.commandFor('case-7K3F-9QXM-2A5T')).toEqual({ type: 'ApplyCalendar', data: { calendar: 'CN:2026.2' } });
  expect(errand.commandFor('inspection-7K3F-9QXM-2A5T')).toMatchObject({ type: 'ApplyInspectionCalendar' });
  expect(errand.commandFor('certificate-202820340001')).toMatchObject({ type: 'ApplyCertificateCalendar' });
  for (const other of ['institution-91620102MA7ABCD12B', 'toString-1', '']) expect(errand.commandFor(other)).toBeUndefined();
});

test('it acts on nothing else', () => {
  expect(publishedCalendar.on).toEqual(['CalendarPublished']);
  expect(publishedCalendar.react({ ...published, type: 'ApplicationAccepted' } as ProcessEvent)).toEqual([]);
});
