import {
  dryRunCalendar,
  dryRunPolicy,
  findCalendar,
  findPolicy,
  sha256Of,
  viewCalendars,
  viewPolicies,
  type Engine,
} from '#engine';
import { materialsOf } from '#institution';
import { reject, type Rejection } from '#kernel';
import { CALENDAR_STREAM, packLabel, POLICY_STREAM, type CalendarPublished, type PolicyPublished } from '#law';
import type { BackOffice } from './back-office.js';

type LawQueries = Pick<
  BackOffice,
  | 'policies'
  | 'materials'
  | 'policy'
  | 'calendars'
  | 'calendar'
  | 'policyDryRun'
  | 'calendarDryRun'
  | 'publishedPolicy'
  | 'publishedCalendar'
>;

/** The law as it is published, and as it would be. */
export function createLawQueries(engine: Engine): LawQueries {
  /** Of all publications the one of just this content: it may have been sent before. */
  async function onRecord<D extends { readonly sha256: string }>(stream: string, file: unknown): Promise<D> {
    const sha256 = sha256Of(file);
    const published = (await engine.store.readStream(stream)).map(({ data }) => data as D);
    const found = published.find((one) => one.sha256 === sha256);
    if (found === undefined) throw new Error(`the publication ${sha256} is not in the log`);
    return found;
  }

  return {
    policies: () => viewPolicies(engine),
    materials: () => Promise.resolve(materialsOf(engine.law.policies)),
    policy: async ({ label }) => findPolicy(engine, label) ?? policyNotFound(engine),
    calendars: () => viewCalendars(engine),
    calendar: async ({ year }) => (await findCalendar(engine, year)) ?? calendarNotFound(engine),
    policyDryRun: ({ pack, reasons }) => dryRunPolicy(engine, pack, reasons),
    calendarDryRun: ({ year }) => dryRunCalendar(engine, year),
    async publishedPolicy({ pack }) {
      const { pack: _file, ...rest } = await onRecord<PolicyPublished['data']>(POLICY_STREAM, pack);
      return rest;
    },
    async publishedCalendar({ year }) {
      const { year: _file, ...rest } = await onRecord<CalendarPublished['data']>(CALENDAR_STREAM, year);
      return rest;
    },
  };
}

const policyNotFound = ({ law }: Engine): Rejection =>
  reject('policy-not-found', 'not-found', {
    zh: '没有这个版本的办理规则',
    en: 'There is no policy of that label',
    allowed: law.policies.packs.map(packLabel).sort(),
  });

const calendarNotFound = ({ law }: Engine): Rejection =>
  reject('calendar-not-found', 'not-found', {
    zh: '没有该年度的工作日历',
    en: 'There is no calendar for that year',
    allowed: [`${law.calendars.knownYears[0]} to ${law.calendars.knownYears.at(-1)}`],
  });
