import { addDays, dateOf, isRejection, localDate, type Actor, type Dated, type Instant, type LocalDate } from '#kernel';
import { CONCLUSIONS, dayLedger, lawOfRuns, pinnedCalendar, pinnedPolicy } from '#law';
import fc from 'fast-check';
import { PAYLOADS, renewal, submission } from './cases.testing.js';
import { applicant, dated, decider, fold, law, openCase, PEOPLE, reviewer, stranger, time } from './given.testing.js';
import { comesAboutIn } from './events.js';
import {
  custodyAfter,
  grantedBy,
  isClosed,
  isUndecided,
  kindsOf,
  permitted,
  type CaseCommand,
  type CaseCommands,
  type CaseEvent,
  type CaseFile,
  type CaseState,
  type CommandName,
} from './index.js';

const COMMANDS = Object.keys(PAYLOADS) as CommandName[];
const CROWD: readonly Actor[] = [
  ...PEOPLE,
  stranger,
  { id: 'colleague', role: 'reviewer' },
  { id: reviewer.id, role: 'decision-maker' },
];
const MERGED = ['M01', 'M07', 'M13'].map((material) => ({ material }));
const APPLICATIONS = [
  submission(),
  submission(renewal('2026-12-31', { materials: submission({ kind: 'RENEWAL' }).materials })),
  submission(renewal('2026-06-10', { affectsConditions: true })),
  submission(renewal('2026-04-10')),
  submission({ ...renewal('2026-12-31'), kind: 'CHG_NAME', materials: submission({ kind: 'CHG_NAME' }).materials }),
  submission({ policy: 'CMA-2015' }),
  submission({ procedure: 'COMMITMENT' }),
  submission(renewal('2026-06-10', { procedure: 'COMMITMENT' })),
  submission({ materials: submission().materials.filter(({ material }) => material !== 'M10') }),
  submission({ ...renewal('2026-12-31'), kind: 'CHG_NAME', alsoKinds: ['CHG_SIGNATORY'], materials: MERGED }),
];

const OF_THE_APPLICANT = ['T03', 'T05', 'T13', 'T15', 'T60'];
/** A hearing that is awaited takes days of the law (许可法45); one that is late takes days of the authority (许可法47). */
const HEARING = 'T61';

const variant = (name: CommandName, n: number, now: Instant): object => {
  switch (name) {
    case 'RecordRefusalSetAside':
      return setAside(n, dateOf(now));
    case 'ConcludeReview':
      return { conclusion: CONCLUSIONS[n % 3] };
    case 'VerifyRectification':
      return { passed: n % 2 === 0 };
    case 'OrderRectification':
      return { withinWorkingDays: (n % 32) + 1 };
    case 'RequestCorrection':
      return { items: [{ material: n % 4 === 0 ? 'M14' : 'M01', reason: '缺' }], respondWithinWorkingDays: n % 15 };
    case 'SupplyCorrection':
      return { items: [{ material: n % 5 === 0 ? 'M13' : 'M01' }] };
    case 'ApplyReductions':
      return answers(Math.floor(n / COMMANDS.length));
    case 'SupplyMaterial':
      return { items: [{ material: n % 2 === 0 ? 'M19' : 'M02' }] };
    default:
      return PAYLOADS[name];
  }
};

const setAside = (n: number, date: LocalDate): object => {
  const { instrument, ...rest } = PAYLOADS.RecordRefusalSetAside;
  return { ...rest, instrument: { ...instrument, date }, reviewAnew: n % 3 === 0, forProcedure: n % 2 === 0 };
};

/** What sources may say: anything between nothing and all that a machine would want to hear. */
const answers = (n: number): object => {
  const name = submission({ kind: 'CHG_NAME' }).changes?.name ?? '';
  const said = { source: 'shared-register', reference: '号', fetchedAt: time('2026-03-02') };
  const held = ['M02', 'M18', 'M19']
    .filter((_, i) => (n >> i) % 2 === 0)
    .map((material) => ({ ...said, material, attests: { name: n % 3 === 0 ? '别家' : name } }));
  const silent = n % 5 === 0 ? [{ source: 'registrar', material: 'M19', reason: '…' }] : [];
  return { reductions: [], waivedMaterials: held, silent, onTheSpot: { held, reductions: [] } };
};

interface Move {
  readonly hours: number;
  readonly anything: boolean;
  readonly which: number;
  readonly who: number;
}
const move: fc.Arbitrary<Move> = fc.record({
  hours: fc.oneof({ weight: 5, arbitrary: fc.nat(72) }, { weight: 1, arbitrary: fc.nat(1500) }),
  anything: fc.nat(9).map((n) => n < 2),
  which: fc.nat(1000),
  who: fc.nat(1000),
});
const story = fc.tuple(fc.constantFrom(...APPLICATIONS), fc.array(move, { minLength: 1, maxLength: 24 }));

/** For `answers`: every material held, about the right name. */
const EVERYTHING = 8;
const gives = (role: Actor['role'], name: CommandName, variety = 0, hours = 1): Move => ({
  hours,
  anything: true,
  which: COMMANDS.indexOf(name) + variety * COMMANDS.length,
  who: CROWD.findIndex((one) => one.role === role),
});
const CHANGE_OF_NAME = submission({
  ...renewal('2026-12-31'),
  kind: 'CHG_NAME',
  materials: submission({ kind: 'CHG_NAME' }).materials,
});
/** A change of name about which the sources say everything at once, and one that people decide; chance brings them too seldom. */
const MACHINE: [CaseCommands['SubmitApplication'], Move[]] = [CHANGE_OF_NAME, [gives('engine', 'ApplyReductions', EVERYTHING)]];
const PEOPLES: [CaseCommands['SubmitApplication'], Move[]] = [
  CHANGE_OF_NAME,
  [gives('clerk', 'AcceptApplication'), gives('decision-maker', 'GrantQualification')],
]; /** A hearing that is late from 24:00 of 03-30 on, and an applicant who withdraws in that very instant. */
const LATE_HEARING: [CaseCommands['SubmitApplication'], Move[]] = [
  submission(renewal('2026-12-31')),
  [
    gives('clerk', 'AcceptApplication'),
    gives('reviewer', 'ClaimDocumentReview'),
    gives('reviewer', 'PassDocumentReview'),
    gives('head', 'ExtendDecision'),
    gives('decision-maker', 'TellHearingRight'),
    gives('applicant', 'RequestHearing'),
    gives('applicant', 'WithdrawApplication', 0, 28 * 24 + 8),
  ],
];

/** The last day of a hearing that is on record as late. */
const hearingWasDue = (events: readonly Dated<CaseEvent>[]) =>
  events.flatMap(({ type, data }) => (type === 'TimeLimitBreached' && data.limit === HEARING ? [data.due] : []))[0];

/** Mostly somebody does something that is open to them; now and then somebody tries anything at all. */
function choose(state: CaseState, { anything, which, who }: Move): [CommandName, Actor] {
  const open = CROWD.flatMap((by) => permitted(state, by, law).map((name): [CommandName, Actor] => [name, by]));
  const likely = open.filter(([name]) => name !== 'WithdrawApplication' || which % 10 === 0);
  const chosen = anything ? undefined : likely[which % Math.max(1, likely.length)];
  return chosen ?? [COMMANDS[which % COMMANDS.length] ?? 'ExpireTimeLimit', CROWD[who % CROWD.length] ?? applicant];
}

/** Plays a story and checks after every command what holds of every case at any time. */
function play(
  [application, moves]: readonly [object, readonly Move[]],
  check: (events: readonly Dated<CaseEvent>[], state: CaseState, now: Instant) => void,
) {
  const events: Dated<CaseEvent>[] = [];
  let state = decider.initial;
  let now = time('2026-03-02');
  const give = (type: CommandName, data: object, actor: Actor): void => {
    const decision = decider.decide({ type, data } as CaseCommand, state, { now, actor });
    const facts = isRejection(decision) ? [] : decision.map((event) => dated(event, now, actor));
    for (const fact of facts) {
      expect([fact.type, state.status, comesAboutIn(fact.type, state.status)]).toEqual([fact.type, state.status, true]);
      state = fold([fact], state);
    }
    events.push(...facts);
    check(events, state, now);
  };
  give('SubmitApplication', application, applicant);
  for (const one of moves) {
    now = (now + one.hours * 3_600_000) as Instant;
    if (now > time('2027-06-01')) break;
    const [name, by] = choose(state, one);
    give(name, variant(name, one.which, now), by);
  }
}

const GRANTS: readonly string[] = ['QualificationGranted', 'RenewalDeemedGranted'];
const machineMayDecide = ({ kind, policy }: CaseFile): boolean =>
  pinnedPolicy(law, policy).values.onTheSpot.value[kind]?.machineDecision === true;

test('whatever anybody does: nothing is granted but by a grant, nothing throws, and the past folds to the present', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(story, (told) => {
      play(told, (events, state) => {
        const grants = events.filter(({ type }) => GRANTS.includes(type));
        expect(grants.length).toBe(['granted', 'delivered'].includes(state.status) ? 1 : 0);
        if (state.status !== 'none' && grants[0]?.type === 'QualificationGranted') {
          expect(state.file.outstanding ?? []).toEqual([]);
          if (state.file.procedure === 'COMMITMENT') {
            expect(events.map(({ type }) => type)).toEqual(
              expect.arrayContaining(['CommitmentSigned', 'SelfDeclarationAccepted']),
            );
          }
        }
        const ways = events.map((event, i) =>
          grantedBy(
            event,
            events.slice(0, i).map(({ type }) => type),
          ),
        );
        for (const [i, way] of ways.entries()) {
          expect([GRANTS.includes(events[i]?.type ?? ''), way === undefined]).not.toEqual([true, true]);
          if (way !== undefined) reached.add(`granted by ${way}`);
          if (way === 'machine') expect(machineMayDecide(openCase(state).file)).toBe(true);
        }
        expect(events.filter(({ type }) => type === 'CorrectionRequested').length).toBeLessThanOrEqual(1);
        expect(events.filter(({ type }) => type === 'DecisionExtended').length).toBeLessThanOrEqual(1);
        const ranOut = events.flatMap(({ data }) => ('run' in data ? [`${data.limit}/${data.run}`] : []));
        expect(new Set(ranOut).size).toBe(ranOut.length);
        expect(fold(events)).toEqual(state);
        reached.add(state.status);
      });
    }),
    { numRuns: 200, examples: [[MACHINE], [PEOPLES]] },
  );
  // The stories are worth their name: they come everywhere.
  expect(reached.size).toBeGreaterThanOrEqual(12);
  expect([...reached]).toEqual(expect.arrayContaining(['granted by person', 'granted by machine']));
});

test('at any time: keys while open, no clock once closed, nothing effective before the receipt or after it was recorded', () => {
  fc.assert(
    fc.property(story, (told) => {
      play(told, (events, state) => {
        if (state.status === 'none') return;
        expect(decider.uniqueKeys?.(state)).toHaveLength(isUndecided(state) ? kindsOf(state.file).length : 0);
        if (isClosed(state)) expect(state.file.clocks.filter(({ ended }) => ended === undefined)).toEqual([]);
        for (const { effectiveAt, recordedAt } of events) {
          expect(effectiveAt).toBeLessThanOrEqual(recordedAt);
          expect(effectiveAt).toBeGreaterThanOrEqual(state.file.receivedAt);
        }
        for (const { started, ended = started, stops } of state.file.clocks) {
          expect(ended >= started).toBe(true);
          expect(stops.every(({ from, to }) => from >= started && (to ?? from) >= from)).toBe(true);
        }
      });
    }),
    { numRuns: 100 },
  );
});

test('at any time each day has one owner, and the authority is charged with no day of the applicant', () => {
  fc.assert(
    fc.property(story, fc.nat(30), (told, later) => {
      let last: readonly [readonly Dated<CaseEvent>[], CaseState, Instant] | undefined;
      play(told, (...seen) => (last = seen));
      if (last === undefined || last[1].status === 'none') return;
      const [events, state, now] = last;
      const { file } = openCase(state);
      const until = addDays(dateOf(now), later);
      const ledger = dayLedger(
        events,
        file.clocks,
        pinnedPolicy(law, file.policy),
        pinnedCalendar(law, file),
        custodyAfter,
        until,
        lawOfRuns(law, file),
      );
      const days = ledger?.days ?? [];
      days.forEach(({ date }, i) => expect(date).toBe(addDays(localDate('2026-03-02'), i)));
      expect(days.at(-1)?.date).toBe(ledger?.to);
      expect((ledger?.authority ?? 0) + (ledger?.applicant ?? 0) + (ledger?.expert ?? 0) + (ledger?.law ?? 0)).toBe(days.length);
      const agency = file.clocks.filter(
        ({ limit, anchor }) => anchor === undefined && ![...OF_THE_APPLICANT, HEARING].includes(limit),
      );
      const due = hearingWasDue(events);
      const late = file.clocks.filter(({ limit }) => due !== undefined && limit === HEARING);
      const charges = [...agency, ...late.map((run) => ({ ...run, started: due ?? run.started }))];
      for (const { date, counted, owner } of days) {
        const charged = charges.some(
          ({ started, length, ended, stops }) =>
            // On the spot means the next working day where it begins on a day off.
            (length === 0 ? law.calendar.onOrNextWorkingDay(started) : started) < date &&
            date <= (ended ?? date) &&
            law.calendar.isWorkingDay(date) &&
            !stops.some(({ from, to }) => from < date && date <= (to ?? date)),
        );
        expect([date, counted]).toEqual([date, charged]);
        if (owner === 'applicant' || owner === 'law') expect(counted).toBe(false);
      }
    }),
    {
      numRuns: 120,
      examples: [
        [LATE_HEARING, 0],
        [[LATE_HEARING[0], LATE_HEARING[1].slice(0, -1)], 30],
      ],
    },
  );
});
