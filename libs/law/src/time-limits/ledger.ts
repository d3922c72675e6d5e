import type { Calendar } from '../calendar/index.js';
import { addDays, type LocalDate } from '#kernel';
import type { Policy } from '../policy/index.js';
import { countsOn } from './arithmetic.js';
import type { CountingLaw, LawOfRun } from './change-of-law.js';
import type { ClockRun } from './clock.js';
import { dayOf, type ClockEvent } from './fold.js';

type Owner = 'authority' | 'applicant' | 'expert' | 'law';

/** In whose hands an event puts the case, after those before it; undefined where it changes nothing, 'closed' where the case ends. */
export interface Custody {
  readonly owner: Owner;
  readonly why: string;
  readonly basis: string;
}
export type CustodyAfter = (event: ClockEvent, before: readonly ClockEvent[]) => Custody | 'closed' | undefined;

interface LedgerDay {
  readonly date: LocalDate;
  /** Whether the day counts against a limit of the authority or of its experts. */
  readonly counted: boolean;
  readonly owner: Owner;
  readonly why: string;
  readonly basis: string;
  readonly limit?: string;
  /** Only where true: whether the day is worked is not announced. */
  readonly provisional?: true;
}

export interface Ledger {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly authority: number;
  readonly applicant: number;
  readonly expert: number;
  readonly law: number;
  readonly days: readonly LedgerDay[];
}

/** Between a decision and its being set aside. */
const UNDER_REMEDY: Custody = { owner: 'law', why: 'decided', basis: '行政许可法7' };
const DAYS_OFF = '行政许可法82';
const START_DAY = '民法典201';

/**
 * Gives every calendar day of a case one owner and one article. A day belongs to whoever held the case when it began;
 * the day of receipt belongs to the authority and is not counted; while the applicant or a hearing is awaited every day is
 * theirs, otherwise days off belong to the law.
 */
export function dayLedger(
  events: readonly ClockEvent[],
  runs: readonly ClockRun[],
  policy: Policy,
  calendar: Calendar,
  custodyAfter: CustodyAfter,
  until: LocalDate,
  lawOf: LawOfRun = () => ({ policy, calendar }),
): Ledger | undefined {
  const turns = custodyTurns(events, custodyAfter);
  const first = turns[0];
  if (first === undefined || until < first.date) return undefined;
  const last = turns.at(-1);
  const to = last !== undefined && last.custody === 'closed' && last.date < until ? last.date : until;
  const agencyRuns = runs
    .map((run): CountedRun => ({ run, ...lawOf(run) }))
    .filter(({ run, policy: own }) => own.limit(run.limit).party !== 'applicant' && run.anchor === undefined);
  const days: LedgerDay[] = [];
  let turn = 0;
  for (let date = first.date; date <= to; date = addDays(date, 1)) {
    while ((turns[turn + 1]?.date ?? date) < date) turn += 1;
    const custody = turns[turn]?.custody;
    if (custody === undefined || (custody === 'closed' && turns[turn + 1] === undefined)) break;
    const held = custody === 'closed' ? UNDER_REMEDY : custody;
    days.push(date === first.date ? startDay(date, held) : ledgerDay(date, held, agencyRuns, calendar));
  }
  const owned = (owner: Owner): number => days.filter((day) => day.owner === owner).length;
  return {
    from: first.date,
    to,
    authority: owned('authority'),
    applicant: owned('applicant'),
    expert: owned('expert'),
    law: owned('law'),
    days,
  };
}

/** Who took the case over on which day, in order; the last of a day is what counts. */
function custodyTurns(
  events: readonly ClockEvent[],
  custodyAfter: CustodyAfter,
): { date: LocalDate; custody: Custody | 'closed' }[] {
  return events.flatMap((event, index) => {
    const custody = custodyAfter(event, events.slice(0, index));
    return custody === undefined ? [] : [{ date: dayOf(event), custody }];
  });
}

const startDay = (date: LocalDate, custody: Custody): LedgerDay => ({
  date,
  counted: false,
  owner: custody.owner,
  why: 'start-day',
  basis: START_DAY,
});

interface CountedRun extends CountingLaw {
  readonly run: ClockRun;
}

function ledgerDay(date: LocalDate, custody: Custody, runs: readonly CountedRun[], calendar: Calendar): LedgerDay {
  if (custody.owner === 'applicant' || custody.owner === 'law') return { date, counted: false, ...custody };
  const counted = runs.find((candidate) => countsOn(candidate.run, candidate.calendar, date));
  const own = counted?.calendar ?? calendar;
  const kind = own.kindOf(date);
  const told = own.isProvisional(date) ? { provisional: true as const } : {};
  if (kind === 'weekend' || kind === 'holiday')
    return { date, counted: false, owner: 'law', why: kind, basis: DAYS_OFF, ...told };
  if (counted === undefined) return { date, counted: false, ...custody, ...told };
  const { run, policy } = counted;
  const basis = policy.limit(run.limit).basis[0] ?? custody.basis;
  const why = kind === 'make-up-day' ? kind : custody.why;
  return { date, counted: true, owner: custody.owner, why, basis, limit: run.limit, ...told };
}
