import { dateOf, isBlank, type LocalDate } from '#kernel';
import { takenInAll } from '#law';
import { casePart, type CaseContext, type DefinitionsOf, type EventsOf } from '../definition.js';
import { whilePostponed, withExperts } from '../file/custody.js';
import type { CaseFile } from '../file/state.js';
import * as refuse from '../rejections.js';
import { doneByTheTeam } from './review-team.js';

// Commands

export interface PostponementCommands {
  /** `until`: the last day of the applicant's own; as long as the rules allow where left out. */
  PostponeReview: { readonly reason: string; readonly until?: LocalDate };
  ResumeReview: object;
}

// Events

export interface PostponementEvents {
  ReviewPostponed: {
    readonly reason: string;
    /** The last day that is put off, as it was told; absent where no end was told. */
    readonly until?: LocalDate;
    readonly withinWorkingDays?: number;
  };
  /** By the team, by the applicant, who is ready, or by the engine when the time told is over: then it names the run. */
  ReviewResumed: { readonly limit?: string; readonly run?: number; readonly due?: LocalDate };
}

// Decide

const { command, event, fact } = casePart<PostponementCommands, PostponementEvents>();

const T15 = 'T15';

/** The working days that a review may be put off now: those of one notice, and what is left of all together. */
function daysOpen({ clocks }: CaseFile, { policy, calendar, now }: CaseContext): number {
  const rule = policy.limit(T15);
  const most = rule.setBy?.max ?? rule.n;
  return Math.min(most, takenInAll(clocks, rule, calendar, dateOf(now))?.remaining ?? most);
}

/** What the applicant causes is left out of the review time, as long as it was told and no longer (办法11(三)). */
export function postponed({ reason, until }: PostponementCommands['PostponeReview'], file: CaseFile, context: CaseContext) {
  const { calendar, now } = context;
  const today = dateOf(now);
  if (isBlank(reason)) return refuse.postponementReasonMissing();
  const open = daysOpen(file, context);
  if (open === 0) return refuse.postponementUsedUp();
  const last = calendar.addWorkingDays(today, open);
  const end = until ?? last;
  const range = { first: calendar.addWorkingDays(today, 1), last };
  if (end <= today || end > last) return refuse.postponementTooLong(range);
  if (!calendar.isWorkingDay(end)) return refuse.postponementTooLong(range, end);
  return [fact('ReviewPostponed', { reason, until: end, withinWorkingDays: calendar.workingDaysBetween(today, end) })];
}

export const postponementCommands: DefinitionsOf<PostponementCommands, PostponementEvents> = {
  /** Postponed for the applicant's own reasons: their days, not the authority's (办法11(三)). */
  PostponeReview: command('PostponeReview', {
    in: ['technical-review'],
    by: ['reviewer'],
    heldBack: ({ review }, asking) => doneByTheTeam(review, asking),
    decide: (data, { file }, context) => postponed(data, file, context),
  }),

  /** By the applicant, who is ready, or by the team. */
  ResumeReview: command('ResumeReview', {
    in: ['review-postponed'],
    by: ['applicant', 'reviewer'],
    nextIn: ['review-postponed'],
    limit: T15,
    heldBack: ({ review }, asking) => (asking.actor.role === 'applicant' ? undefined : doneByTheTeam(review, asking)),
    decide: () => [fact('ReviewResumed', {})],
  }),
};

// Evolve

export const postponementEvents: EventsOf<PostponementEvents> = {
  ReviewPostponed: event('ReviewPostponed', {
    in: ['technical-review'],
    papers: ['postponement-notice'],
    custody: whilePostponed,
    evolve: (state, { data }) => ({
      status: 'review-postponed',
      file: state.file,
      review: state.review,
      reason: data.reason,
      ...(data.until === undefined ? {} : { until: data.until }),
    }),
  }),
  ReviewResumed: event('ReviewResumed', {
    in: ['review-postponed'],
    custody: withExperts,
    evolve: (state) => ({ status: 'technical-review', file: state.file, review: state.review }),
  }),
};
