import { readdirSync, readFileSync } from 'node:fs';
import { ENGINE, instant, isRejection, type Actor, type Dated, type Decider, type Message } from '#kernel';
import { createPolicyBook, parsePolicyPack } from '../policy/index.js';
import { shippedCalendars } from '../calendar/shipped.testing.js';
import { calendarPublicationDecider, policyPublicationDecider, type CalendarPublished, type PolicyPublished } from './index.js';

const file = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));
const all = <T>(folder: string, parse: (json: unknown, name: string) => T): T[] =>
  readdirSync(new URL(`../../../${folder}`, import.meta.url)).map((name) => parse(file(`${folder}/${name}`), name));

const policies = createPolicyBook(all('law/data/policy/packs', parsePolicyPack));
const calendars = shippedCalendars;
const PACK = file('law/data/policy/packs/CMA-2021.2.json') as { version: number; limits: { id: string; n: number }[] };
const YEAR = file('law/data/calendar/2026.json') as { off: string[] };

const NOW = instant('2026-03-04T12:00:00+08:00');
const admin: Actor = { id: 'admin', role: 'admin' };

/** given(events).when(command): what it decides, and what the same command decides afterwards. */
function given<S, C extends Message, E extends Message>(decider: Decider<S, C, E>, ...events: readonly Dated<E>[]) {
  const fold = (more: readonly Dated<E>[]): S => [...events, ...more].reduce<S>(decider.evolve, decider.initial);
  return {
    when(command: C, actor: Actor = admin) {
      const decision = decider.decide(command, fold([]), { now: NOW, actor });
      if (isRejection(decision))
        return { code: decision.code, field: decision.field, allowed: decision.allowed ?? [], events: [] };
      const dated = decision.map((event) => ({ ...event, recordedAt: NOW, effectiveAt: NOW, actor }));
      expect(decider.decide(command, fold(dated), { now: NOW, actor })).toEqual([]);
      return { code: undefined, events: [...events, ...dated] };
    },
  };
}

describe('PublishPolicy', () => {
  const decider = policyPublicationDecider(policies);
  const pack = (version: number, numbers: Readonly<Record<string, number>> = {}) => ({
    ...PACK,
    version,
    limits: PACK.limits.map((limit) => ({ ...limit, n: numbers[limit.id] ?? limit.n })),
  });
  const publish = (json: unknown, reasons?: Readonly<Record<string, string>>) =>
    ({
      type: 'PublishPolicy',
      data: { pack: json, sha256: JSON.stringify(json), reason: '修订', ...(reasons && { reasons }) },
    }) as const;
  const published = (json: object): Dated<PolicyPublished> => {
    const [event] = given(decider).when(publish(json)).events;
    if (event === undefined) throw new Error('not published');
    return event;
  };

  test('stores the whole pack with its fingerprint, and what it takes off the applicants', () => {
    const { events } = given(decider).when(publish(pack(3, { T11: 20 })));
    expect(events).toMatchObject([
      {
        data: {
          label: 'CMA-2021/3',
          pack: { policy: 'CMA-2021', version: 3 },
          sha256: expect.any(String),
          reason: '修订',
          additions: [],
        },
      },
    ]);
    expect(events[0]?.data.reductions).toContainEqual(
      expect.objectContaining({ path: 'INITIAL.GENERAL.limits.T11', before: '30 wd', after: '20 wd' }),
    );
  });

  test('a version must grow, also over what was published', () => {
    expect(given(decider).when(publish(pack(1))).code).toBe('version-not-higher');
    const second = published(pack(3));
    expect(given(decider, second).when(publish(pack(3, { T11: 20 })))).toMatchObject({
      code: 'version-not-higher',
      field: 'pack.version',
    });
    expect(given(decider, second).when(publish(pack(4))).code).toBeUndefined();
  });

  test('a new base pack needs the end of the one before it, published first', () => {
    const next = { ...pack(1), policy: 'CMA-2027', effectiveFrom: '2027-01-01' };
    expect(given(decider).when(publish(next)).code).toBe('policy-contradicts');
    const ended = published({ ...pack(3), effectiveTo: '2026-12-31' });
    expect(given(decider, ended).when(publish(next)).code).toBeUndefined();
  });

  test('a version that begins later does not take away the law of today; what has not begun is postponed', () => {
    const later = (version: number, effectiveFrom: string, more: object = {}) =>
      publish({ ...pack(version), effectiveFrom, ...more });
    expect(given(decider).when(later(3, '2027-01-01'))).toMatchObject({
      code: 'policy-lint',
      field: 'pack.effectiveFrom',
      allowed: ['$.effectiveFrom: law-taken-away'],
    });
    const review = file('law/data/policy/packs/REV-2023.2.json') as object;
    expect(given(decider).when(publish({ ...review, version: 3, effectiveFrom: '2027-01-01' }))).toMatchObject({
      code: 'policy-lint',
      allowed: expect.arrayContaining(['$.effectiveFrom: law-taken-away']) as unknown,
    });
    const ended = published({ ...pack(3), effectiveTo: '2026-12-31' });
    const [next] = given(decider, ended)
      .when(later(1, '2027-01-01', { policy: 'CMA-2027' }))
      .events.slice(1);
    if (next === undefined) throw new Error('not published');
    expect(given(decider, ended, next).when(later(3, '2028-01-01', { policy: 'CMA-2027' })).code).toBeUndefined();
  });

  test('the successor is held against the pack that it follows', () => {
    const ended = published({ ...pack(3), effectiveTo: '2026-12-31' });
    const next = { ...pack(1, { T22: 11 }), policy: 'CMA-2027', effectiveFrom: '2027-01-01' };
    expect(given(decider, ended).when(publish(next))).toMatchObject({ code: 'reduction-gate', field: 'reasons' });
  });

  test('an overlay is held against the days without it', () => {
    const overlay = {
      ...(file('law/data/policy/packs/REV-2023.2.json') as object),
      policy: 'GZ-2026',
      effectiveFrom: '2026-01-01',
    };
    const rows = { limits: PACK.limits.filter(({ id }) => id === 'T23').map((limit) => ({ ...limit, n: 25 })) };
    const empty = {
      kinds: [],
      materials: [],
      reviewForms: [],
      steps: [],
      applicants: [],
      results: [],
      checklists: [],
      numbers: [],
    };
    const outcome = given(decider).when(publish({ ...overlay, ...empty, ...rows, values: {} }));
    expect(outcome.code).toBe('reduction-gate');
    expect(outcome).toMatchObject({ allowed: expect.arrayContaining(['reasons["CHG_NAME.GENERAL.limits.T23"]: 20 wd → 25 wd']) });
  });

  test.each([null, 'a pack', [], {}, { policy: 'CMA-2021' }])('%j is no pack', (json) => {
    expect(given(decider).when(publish(json))).toMatchObject({ code: 'file-malformed', events: [] });
  });

  test('nobody but an administrator, not even the engine', () => {
    for (const role of ['head', 'supervisor', 'engine'] as const) {
      expect(given(decider).when(publish(pack(3)), { id: role, role }).code).toBe('wrong-role');
    }
  });
});

describe('PublishCalendar', () => {
  const decider = calendarPublicationDecider(calendars);
  const year = (version: string, more: object = {}) => ({ ...YEAR, version, ...more });
  const publish = (json: unknown) =>
    ({ type: 'PublishCalendar', data: { year: json, sha256: JSON.stringify(json), reason: '通知' } }) as const;

  test('stores the whole year with its notice, and the label of the calendar from then on', () => {
    const { events } = given(decider).when(publish(year('2026.2', { off: [...YEAR.off, '2026-03-06'] })));
    expect(events).toMatchObject([
      {
        data: {
          version: '2026.2',
          year: { notice: { date: '2025-11-04' } },
          calendar: calendars.current.version.replace('2026.1', '2026.2'),
        },
      },
    ]);
  });

  test('the official notice takes the place of a provisional year, never the other way round', () => {
    const provisional = file('law/data/calendar/2027.json') as { notice: object };
    const official = { ...provisional, version: '2027.3', status: 'official', verified: 'checked' };
    const [event] = given(decider).when(publish(official)).events;
    expect(event).toMatchObject({ data: { version: '2027.3', replaces: '2027.2' } });
    const back = { ...provisional, version: '2027.4' };
    expect(given(decider, event as Dated<CalendarPublished>).when(publish(back)).code).toBe('calendar-stays-official');
  });

  test('the next year is added; a year beyond a gap is not', () => {
    const next = (n: number) => ({ ...year(`${n}.1`), year: n, off: [], work: [] });
    expect(given(decider).when(publish(next(2028))).events).toMatchObject([
      { data: { version: '2028.1', calendar: `${calendars.current.version},2028.1`, replaces: '2028.0' } },
    ]);
    expect(given(decider).when(publish(next(2029)))).toMatchObject({ code: 'calendar-gap' });
  });

  test.each([
    [year('2026.1'), 'version-not-higher', 'year.version'],
    [year('2027.1'), 'file-malformed', 'year.version'],
    [year('2026.2', { off: ['2026-02-30'] }), 'file-malformed', 'year.off[0]'],
    [null, 'file-malformed', 'year'],
  ])('%j is refused: %s at %s', (json, code, field) => {
    expect(given(decider).when(publish(json))).toMatchObject({ code, field, events: [] });
  });

  test('nobody but an administrator', () => {
    expect(given(decider).when(publish(year('2026.2')), ENGINE).code).toBe('wrong-role');
  });
});
