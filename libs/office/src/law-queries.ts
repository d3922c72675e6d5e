import {
  dryRunCalendar,
  dryRunPolicy,
  findCalendar,
  findPolicy,
  sha256Of,
  viewCalendars,
  viewPolicies,
  type CalendarDryRun,
  type CalendarList,
  type CalendarView,
  type Engine,
  type PolicyDryRun,
  type PolicyList,
  type SourcesStatus,
} from '#engine';
import { materialsOf } from '#institution';
import { reject, type Rejection } from '#kernel';
import {
  CALENDAR_STREAM,
  packLabel,
  POLICY_STREAM,
  type CalendarPublished,
  type PolicyPack,
  type PolicyPublished,
  type Reasons,
} from '#law';

/** The data of an event without the file. */
type OnRecord<E extends { readonly data: object }, F extends keyof E['data']> = Omit<E['data'], F>;

export function createLawQueries(engine: Engine) {
  /** Of all publications the one of just this content: it may have been sent before. */
  async function onRecord<D extends { readonly sha256: string }>(stream: string, file: unknown): Promise<D> {
    const sha256 = sha256Of(file);
    const published = (await engine.store.readStream(stream)).map(({ data }) => data as D);
    const found = published.find((one) => one.sha256 === sha256);
    if (found === undefined) throw new Error(`the publication ${sha256} is not in the log`);
    return found;
  }

  return {
    policies: (): Promise<PolicyList> => viewPolicies(engine),
    /** The ids of all materials that any list names. */
    materials: (): Promise<readonly string[]> => Promise.resolve(materialsOf(engine.law.policies)),
    dataSources: (): Promise<SourcesStatus> => Promise.resolve(engine.reductions.sources()),
    /** The packs of a label, whole. */
    policy: async ({ label }: { readonly label: string }): Promise<PacksOfLabel | Rejection> =>
      findPolicy(engine, label) ?? policyNotFound(engine),
    calendars: (): Promise<CalendarList> => viewCalendars(engine),
    calendar: async ({ year }: { readonly year: number }): Promise<CalendarView | Rejection> =>
      (await findCalendar(engine, year)) ?? calendarNotFound(engine),
    policyDryRun: ({ pack, reasons }: PolicyOffered): Promise<PolicyDryRun | Rejection> => dryRunPolicy(engine, pack, reasons),
    calendarDryRun: ({ year }: { readonly year: unknown }): Promise<CalendarDryRun | Rejection> => dryRunCalendar(engine, year),
    async publishedPolicy({ pack }: { readonly pack: unknown }): Promise<OnRecord<PolicyPublished, 'pack'> | Rejection> {
      const { pack: _file, ...rest } = await onRecord<PolicyPublished['data']>(POLICY_STREAM, pack);
      return rest;
    },
    async publishedCalendar({ year }: { readonly year: unknown }): Promise<OnRecord<CalendarPublished, 'year'> | Rejection> {
      const { year: _file, ...rest } = await onRecord<CalendarPublished['data']>(CALENDAR_STREAM, year);
      return rest;
    },
  };
}

interface PacksOfLabel {
  readonly label: string;
  readonly packs: readonly PolicyPack[];
}

interface PolicyOffered {
  readonly pack: unknown;
  readonly reasons?: Reasons;
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
