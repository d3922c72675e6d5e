import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { permitted, type CaseState, type CommandName } from '#case';
import { dateOf, type Actor, type Instant } from '#kernel';
import { openReadModels, SCREENS } from './index.js';
import { keyColumn } from './screen.js';
import { applicantOf, BODIES, CHECKED, law, openWorld, staff, TEAM, type World } from './world.testing.js';

/** SHA-256 of the ordered rows of every screen. */
const hashes = ({ store }: World): Record<string, string> =>
  Object.fromEntries(
    SCREENS.map((screen) => {
      const rows = store.database
        .prepare(`SELECT * FROM ${screen.table} ORDER BY ${keyColumn(screen)}`)
        .raw()
        .all();
      return [screen.table, `${rows.length} rows ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`];
    }),
  );
const indexes = ({ store }: World) =>
  store.database.prepare("SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name").pluck().all();
const statuses = ({ store }: World) => store.database.prepare('SELECT DISTINCT status FROM my_cases').pluck().all();
const deadlinesIn = ({ store }: World) =>
  store.database.prepare('SELECT id, version, due_at AS dueAt FROM deadlines ORDER BY id').all();

const KINDS = ['INITIAL', 'RENEWAL', 'CHG_NAME', 'CHG_SIGNATORY', 'CANCEL'] as const;
const DATA: Partial<Record<CommandName, object>> = {
  DeclineApplication: { reasons: ['甲'] },
  RequestCorrection: { items: [{ material: 'M01', reason: '缺' }], respondWithinWorkingDays: 5 },
  SupplyCorrection: { items: [{ material: 'M01' }] },
  PassDocumentReview: { checks: CHECKED },
  FailDocumentReview: { reasons: ['乙'] },
  OrderOnSiteReview: { reason: '丙' },
  CommissionReview: { team: TEAM },
  ChangeReviewTeam: { team: TEAM, reason: '甲' },
  PostponeReview: { reason: '丁' },
  OrderRectification: { withinWorkingDays: 10 },
  VerifyRectification: { passed: true },
  ConcludeReview: { conclusion: '符合' },
  RefuseQualification: { reasons: ['戊'] },
  ExtendDecision: { reason: '己' },
  RepinPolicy: { policy: 'CMA-2021/2', reason: '庚' },
  AcceptWithOutstanding: { outstanding: ['M10'] },
  TellHearingRight: { matter: '庚' },
  OpenHearing: { chair: '辛', noticedOn: '2026-03-02' },
  CloseHearing: { record: '壬' },
  StopReview: { ground: 'no-cooperation', consentOf: 'head' },
  ExplainDelay: { limit: 'T01', reason: '癸' },
};
const setAsideOn = (at: Instant): object => ({
  instrument: { authority: '子', number: '丑', date: dateOf(at) },
  orders: '责令重新作出',
  reason: '寅',
});
const STAFF = (['clerk', 'reviewer', 'decision-maker', 'head'] as const).map((role) => staff(role));

const move = fc.record({ hours: fc.oneof(fc.nat(40), fc.nat(400)), which: fc.nat(9999), open: fc.nat(2) });
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

/** Opens a case, or does something that is open to somebody in one of the cases there are. */
async function act(world: World, { hours, which, open }: Move, cases: string[]): Promise<void> {
  const at = (world.clock.now() + hours * 3_600_000) as Instant;
  const caseId = cases[which % Math.max(1, cases.length)];
  if (open === 0 || caseId === undefined) {
    const opened = `C${cases.length}`;
    cases.push(opened);
    return world.submit(at, opened, BODIES[which % 3] ?? BODIES[0], KINDS[which % 5] ?? 'INITIAL', true);
  }
  await world.pass(at);
  const state = (await world.engine.load(`case-${caseId}`)).state as CaseState;
  const people: Actor[] = [...STAFF, ...BODIES.map(applicantOf)];
  const choices = people.flatMap((by) => permitted(state, by, law).map((name) => [name, by] as const));
  const [name, by] = choices.filter(([one]) => one !== 'SubmitApplication')[which % Math.max(1, choices.length)] ?? [];
  const data = name === 'RecordRefusalSetAside' ? setAsideOn(at) : name && DATA[name];
  if (name !== undefined && by !== undefined) await world.give(at, caseId, name, data ?? {}, by, true);
}

test('live equals rebuilt, byte for byte; a second rebuild changes nothing, and life goes on after it', async () => {
  const reached = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(move, { minLength: 25, maxLength: 60 }),
      fc.array(move, { maxLength: 15 }),
      async (before, after) => {
        const world = await openWorld('2026-01-05');
        try {
          const cases: string[] = [];
          for (const one of before) await act(world, one, cases);
          for (const status of statuses(world)) reached.add(status);
          const live = hashes(world);
          const had = indexes(world);
          const { streams } = world.readModels.rebuild(world.store);
          expect(hashes(world)).toEqual(live);
          world.readModels.rebuild(world.store);
          expect(hashes(world)).toEqual(live);
          expect(indexes(world)).toEqual(had);
          expect(had).toEqual(expect.arrayContaining(['my_cases_by_uscc_received_at', 'review_queue_by_role_due']));
          expect(streams).toBeGreaterThanOrEqual(3);

          for (const one of after) await act(world, one, cases);
          const later = hashes(world);
          world.readModels.rebuild(world.store);
          expect(hashes(world)).toEqual(later);
          // What the alarms were told, commit by commit, is what the table says.
          expect([...world.alarms.values()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(deadlinesIn(world));
        } finally {
          await world.end();
        }
      },
    ),
    { numRuns: 6 },
  );
  expect(reached.size).toBeGreaterThanOrEqual(6);
});

test('a screen that another version of the program wrote is named at the next start, and rebuilt', async () => {
  const world = await openWorld('2026-03-02');
  try {
    expect(world.readModels.outdated).toEqual(SCREENS.map(({ table }) => table)); // a new file: all of them
    await world.submit('2026-03-02', 'C1', BODIES[0], 'INITIAL');
    const live = hashes(world);
    const reopen = () => openReadModels(world.store.database, law, world.engine.states);
    expect(reopen().outdated).toEqual([]);

    world.store.database.prepare("UPDATE screens SET version = 0 WHERE name = 'my_cases'").run();
    const next = reopen();
    expect(next.outdated).toEqual(['my_cases']);
    expect(hashes(world)).not.toEqual(live);
    next.rebuild(world.store);
    expect(hashes(world)).toEqual(live);
    expect(reopen().outdated).toEqual([]);
  } finally {
    await world.end();
  }
});
