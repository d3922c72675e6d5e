import type { CalendarDryRun, CalendarView } from '#engine';
import { ACase } from './a-case.js';
import { openWorld, type World } from './world.js';
import { YEAR, LATE, publishing } from './publications.js';

let world: World;
beforeEach(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
});
afterEach(() => world.close());

const { received, refused } = publishing(() => world);

describe('a late holiday notice', () => {
  const notice = { year: LATE, reason: '国务院办公厅补充通知（示例）' };

  it('moves the limit that runs; the applicant sees both days, and a restart keeps them', async () => {
    const one = await received();
    const old = (await one.file()).calendar;
    expect((await one.file()).turn.due).toBe('2026-03-09');
    await world.at('2026-03-04T12:00');
    const admin = await world.as('admin');
    const answer = await admin.post<{ version: string; calendar: string }>('/api/calendars', notice);
    expect(answer).toMatchObject({ status: 201, body: { version: '2026.2', calendar: old.replace('2026.1', '2026.2') } });
    await world.settled();

    const { events } = await one.history();
    expect(events.map(({ type }) => type)).toEqual(['ApplicationReceived', 'CalendarApplied']);
    expect(events[1]).toMatchObject({
      by: 'engine',
      effectiveAt: '2026-03-04T12:00:00+08:00',
      data: {
        from: old,
        to: answer.body.calendar,
        changes: [{ limit: 'T01', run: 1, before: '2026-03-09', after: '2026-03-10' }],
      },
    });
    expect(await one.file()).toMatchObject({ calendar: answer.body.calendar, turn: { due: '2026-03-10' } });

    const { dataDir } = world;
    await world.server.close();
    await world.host.close();
    world = await openWorld({ at: '2026-03-05T10:00', dataDir });
    const same = new ACase(world, one.id);
    expect((await same.history()).events).toHaveLength(2);
    expect((await same.file()).turn.due).toBe('2026-03-10');
    expect((await received('rival')).id).not.toBe('');

    await world.at('2026-03-10T23:59:59');
    expect((await same.file()).status).toBe('received');
    await world.at('2026-03-11T00:00');
    expect((await same.events()).at(-1)).toBe('2026-03-11T00:00 ApplicationDeemedAccepted, engine, as of 2026-03-02T10:00');
  });

  it('is told beforehand by a dry run, which stores nothing', async () => {
    const one = await received();
    const supervisor = await world.as('supervisor');
    const head = await world.host.engine.store.head();
    const { body } = await supervisor.post<CalendarDryRun>('/api/policy/dry-run', { year: LATE });
    expect(body).toMatchObject({
      version: '2026.2',
      openCases: 1,
      affectedCases: 1,
      cases: [{ caseId: one.id, changes: [{ limit: 'T01', before: '2026-03-09', after: '2026-03-10' }] }],
    });
    expect(await world.host.engine.store.head()).toBe(head);
  });

  it('is one publication however often it is sent, open to everybody, and the earlier version stays readable', async () => {
    const admin = await world.as('admin');
    const first = await admin.post<object>('/api/calendars', notice);
    const again = await admin.post<object>('/api/calendars', notice);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toMatchObject({ version: '2026.2', position: null });
    const publications = await world.host.engine.store.readStream('calendar-published');
    expect(publications.map(({ type }) => type)).toEqual(['CalendarPublished']);
    const { body } = await world.anybody.get<CalendarView>('/api/calendars/2026');
    expect(body).toMatchObject({ current: '2026.2', versions: [{ version: '2026.1', published: null }, { version: '2026.2' }] });
    expect(body.versions[1]?.published).toMatchObject({ reason: notice.reason });
    expect(await world.anybody.get('/api/calendars/1999')).toMatchObject({
      status: 404,
      body: { code: 'calendar-not-found', allowed: ['2000 to 2150'] },
    });
    expect(await world.anybody.get('/api/policies/CMA-2021')).toMatchObject({
      status: 404,
      body: { code: 'policy-not-found', allowed: expect.arrayContaining(['CMA-2021/2', 'REV-2023/2']) as unknown },
    });
  });

  it.each([
    [
      'a weekend day off',
      { ...LATE, off: [...YEAR.off, '2026-03-07'] },
      { code: 'file-malformed', field: `year.off[${YEAR.off.length}]` },
    ],
    ['an unknown field', { ...LATE, holidays: [] }, { code: 'file-malformed', field: 'year.holidays' }],
    ['a version that is there', { ...LATE, version: '2026.1' }, { code: 'version-not-higher', field: 'year.version' }],
    ['a gap between the years', { ...LATE, year: 2035, version: '2035.1', off: [], work: [] }, { code: 'calendar-gap' }],
    [
      'a step back to provisional',
      { ...LATE, status: 'provisional', verified: 'provisional' },
      { code: 'calendar-stays-official' },
    ],
  ])('is refused with %s', async (_what, year, problem) => {
    expect(await refused('/api/calendars', { year, reason: '示例' })).toMatchObject(problem);
  });
});
