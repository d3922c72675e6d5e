import type { Calendar, CalendarBook, PublishedYear } from '../calendar/index.js';
import type { LawOfRun } from '../time-limits/index.js';
import { createPolicyBook, packLabel, type Policy, type PolicyBook, type PolicyPack } from '../policy/index.js';

/** The law as data: the calendar and the dated policy packs, every version of both. Passed to the deciders. */
export interface Law {
  /** The calendar in force; a case is counted by the one pinned in its file. */
  readonly calendar: Calendar;
  readonly calendars: CalendarBook;
  readonly policies: PolicyBook;
}

export const lawOf = (calendars: CalendarBook, policies: PolicyBook): Law => ({
  calendar: calendars.current,
  calendars,
  policies,
});

/** The law of a running engine, which gains versions and never loses one. */
export interface LawBook extends Law {
  /** All packs published so far. Throws PolicyBookError where they contradict each other or the shipped ones. */
  publishPacks(packs: readonly PolicyPack[]): void;
  publishYears(years: readonly PublishedYear[]): void;
}

/** What was published stays as it was published, even where a later program ships the same version with other content. */
export function createLawBook(shipped: Law): LawBook {
  let { calendars, policies } = shipped;
  return {
    get calendar() {
      return calendars.current;
    },
    get calendars() {
      return calendars;
    },
    get policies() {
      return policies;
    },
    publishPacks(packs) {
      policies = policiesWith(shipped.policies, packs);
    },
    publishYears(years) {
      calendars = shipped.calendars.publishing(years);
    },
  };
}

/** A book with more packs; of two with the same label the published one. */
export function policiesWith(shipped: PolicyBook, published: readonly PolicyPack[]): PolicyBook {
  const labels = new Set(published.map(packLabel));
  return createPolicyBook([...shipped.packs.filter((pack) => !labels.has(packLabel(pack))), ...published]);
}

/** The policy a case was received under. Throws for a label that no loaded pack can serve: a fault, never a guess. */
export const pinnedPolicy = (law: Law, label: string): Policy => law.policies.byLabel(label);

/** The law of each run of a case, or of anything else with clocks: what ended before the case moved to other law keeps the one it ended under. */
export function lawOfRuns(law: Law, file: { readonly policy: string; readonly calendar?: string }): LawOfRun {
  const pinned = { policy: pinnedPolicy(law, file.policy), calendar: pinnedCalendar(law, file) };
  return (run) =>
    run.law === undefined ? pinned : { policy: pinnedPolicy(law, run.law.policy), calendar: pinnedCalendar(law, run.law) };
}

/** The calendar version that a case, or anything else with clocks, is counted by. Throws for one that nobody has any more. */
export const pinnedCalendar = ({ calendars }: Law, { calendar }: { readonly calendar?: string }): Calendar =>
  calendar === undefined ? calendars.first : calendars.byLabel(calendar);
