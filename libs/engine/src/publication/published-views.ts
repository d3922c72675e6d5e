import { dateOf, formatInstant, type Instant, type LocalDate } from '#kernel';
import {
  CALENDAR_STREAM,
  outlookOf,
  packLabel,
  POLICY_STREAM,
  type CalendarOutlook,
  type CalendarPublicationState,
  type CalendarYear,
  type Policy,
  type PolicyPack,
  type PolicyPublicationState,
} from '#law';
import type { Engine } from '../engine.js';

/** When and why a version was published; null for what the program came with. */
interface PublicationNote {
  readonly at: string;
  readonly reason: string;
  readonly sha256: string;
}

interface PolicyLine extends Pick<
  PolicyPack,
  'policy' | 'version' | 'title' | 'effectiveFrom' | 'effectiveTo' | 'overlay' | 'source' | 'verified'
> {
  readonly label: string;
  readonly published: PublicationNote | null;
}

export interface PolicyList {
  readonly inForce: string | null;
  readonly items: readonly PolicyLine[];
}

const noteOf = (one: { at: Instant; reason: string; sha256: string } | undefined): PublicationNote | null =>
  one === undefined ? null : { at: formatInstant(one.at), reason: one.reason, sha256: one.sha256 };

export async function viewPolicies({ law, clock, load }: Engine): Promise<PolicyList> {
  const { published } = (await load(POLICY_STREAM)).state as PolicyPublicationState;
  const items = law.policies.packs.map((pack): PolicyLine => {
    const { policy, version, title, effectiveFrom, effectiveTo, overlay, source, verified } = pack;
    const own = published.find((one) => packLabel(one.pack) === packLabel(pack));
    const row = { policy, version, title, effectiveFrom, effectiveTo, overlay, source, verified };
    return { label: packLabel(pack), ...row, published: noteOf(own) };
  });
  const key = ({ effectiveFrom, policy, version }: PolicyLine): string =>
    `${effectiveFrom} ${policy} ${String(version).padStart(6, '0')}`;
  return {
    inForce: law.policies.findInForce(dateOf(clock.now()))?.versionLabel ?? null,
    items: items.sort((a, b) => (key(a) < key(b) ? -1 : 1)),
  };
}

/** The law of a day, and when each of its packs was published here (by label). */
export interface LawOfDay {
  readonly policy: Policy;
  readonly publishedAt: ReadonlyMap<string, Instant>;
}

/**
 * A day that is over is told as it was: by the versions that were published by the end of it, so that nothing published later rewrites
 * it. What the program came with counts as published from its effective day. From today on, the law as it stands.
 */
export async function findLawOfDay(
  { law, clock, load }: Pick<Engine, 'law' | 'clock' | 'load'>,
  on: LocalDate,
): Promise<LawOfDay | undefined> {
  const { published } = (await load(POLICY_STREAM)).state as PolicyPublicationState;
  const publishedAt = new Map(published.map(({ pack, at }) => [packLabel(pack), at]));
  const wasPublished = (pack: PolicyPack): boolean => {
    const at = publishedAt.get(packLabel(pack));
    return (at === undefined ? pack.effectiveFrom : dateOf(at)) <= on;
  };
  const policy = on < dateOf(clock.now()) ? law.policies.findAsPublished(on, wasPublished) : law.policies.findInForce(on);
  return policy && { policy, publishedAt };
}

/** The packs of a label, whole: of one pack such as `CMA-2021/2`, or of all that a case is pinned to; undefined where one is unknown. */
export function findPolicy({ law }: Engine, label: string): { label: string; packs: readonly PolicyPack[] } | undefined {
  const policy: Pick<Policy, 'packs'> | undefined = law.policies.findByLabel(label);
  const alone = law.policies.packs.filter((pack) => packLabel(pack) === label);
  const packs = policy?.packs ?? alone;
  return packs.length === 0 ? undefined : { label, packs };
}

export interface CalendarView {
  readonly year: number;
  readonly current: string;
  readonly calendar: string;
  readonly versions: readonly (CalendarYear & { readonly published: PublicationNote | null })[];
}

interface CalendarLine extends Pick<CalendarYear, 'year' | 'version' | 'status' | 'verified'> {
  readonly title: string;
  readonly published: PublicationNote | null;
}

/** The calendar in force: how far notices reach, and each year up to two years ahead as it counts today. */
export interface CalendarList extends CalendarOutlook {
  readonly calendar: string;
  readonly items: readonly CalendarLine[];
}

const YEARS_AHEAD = 2;

export async function viewCalendars({ law: { calendars }, clock, load }: Engine): Promise<CalendarList> {
  const { published } = (await load(CALENDAR_STREAM)).state as CalendarPublicationState;
  const today = dateOf(clock.now());
  const thisYear = Number(today.slice(0, 4));
  const first = Math.min(...calendars.years.map(({ year }) => year));
  const last = Math.max(thisYear + YEARS_AHEAD, ...calendars.years.map(({ year }) => year));
  const items = calendars.knownYears
    .filter((year) => year >= first && year <= last)
    .flatMap((year) => calendars.find(year) ?? [])
    .map(({ year, version, status, verified, notice }): CalendarLine => {
      const own = published.find((one) => one.year.version === version);
      // A year that is over and never got its notice waits for none any more.
      const shown = status === 'provisional' && year < thisYear ? 'no-notice-on-file' : status;
      return { year, version, status: shown, verified, title: notice.title, published: noteOf(own) };
    });
  return { calendar: calendars.current.version, ...outlookOf(calendars, today), items };
}

export async function findCalendar({ law, load }: Engine, year: number): Promise<CalendarView | undefined> {
  const current = law.calendars.find(year);
  if (current === undefined) return undefined;
  const { published } = (await load(CALENDAR_STREAM)).state as CalendarPublicationState;
  const versions = law.calendars
    .versionsOf(year)
    .map((one) => ({ ...one, published: noteOf(published.find((own) => own.year.version === one.version)) }));
  return { year, current: current.version, calendar: law.calendar.version, versions };
}
