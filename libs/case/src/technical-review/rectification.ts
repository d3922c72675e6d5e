import { dateOf, type Rejection } from '#kernel';
import { elapsedDays, takenInAll } from '#law';
import { casePart, type CaseContext, type DefinitionsOf, type EventsOf } from '../definition.js';
import { inRectification, withExperts } from '../file/custody.js';
import { reviewedBy } from '../file/rules.js';
import type { CaseFile, Review } from '../file/state.js';
import * as refuse from '../rejections.js';
import { doneByTheTeam } from './review-team.js';

// Commands

export interface RectificationCommands {
  OrderRectification: { readonly withinWorkingDays: number; readonly items?: readonly string[] };
  SubmitRectification: { readonly note?: string };
  VerifyRectification: { readonly passed: boolean };
}

// Events

export interface RectificationEvents {
  RectificationOrdered: {
    readonly withinWorkingDays: number;
    readonly items: readonly string[];
    /** The check failed and days of the same order are left: the body may hand in again within them. */
    readonly again?: true;
  };
  RectificationSubmitted: { readonly note?: string };
  RectificationVerified: { readonly passed: boolean };
}

// Decide

const { command, event, fact } = casePart<RectificationCommands, RectificationEvents>();

const T13 = 'T13';

/** 办法26: thirty working days at most, however often a time is set; those that the body had before are counted. */
function leftInAll({ clocks }: CaseFile, { policy, calendar, now }: CaseContext): number {
  const rule = policy.limit(T13);
  return takenInAll(clocks, rule, calendar, dateOf(now))?.remaining ?? rule.n;
}

/** What the body did not use of the days of its order; what failed is put right within them or not at all (办法26, 评审准则 附件1 4.5.4). */
function leftOfTheOrder(file: CaseFile, context: CaseContext): number {
  const run = file.clocks.findLast(({ limit }) => limit === T13);
  if (run === undefined) return 0;
  const used = elapsedDays(run, context.policy.limit(T13), context.calendar, dateOf(context.now));
  return Math.min(Math.max(0, run.length - used), leftInAll(file, context));
}

function withinTheDaysLeft(days: number, file: CaseFile, review: Review, context: CaseContext): Rejection | undefined {
  const failed = review.rectification === 'failed';
  const left = failed ? leftOfTheOrder(file, context) : leftInAll(file, context);
  if (left === 0) return refuse.rectificationTimeUsed(failed);
  return Number.isInteger(days) && days >= 1 && days <= left ? undefined : refuse.rectificationTooLong(left);
}

export const rectificationCommands: DefinitionsOf<RectificationCommands, RectificationEvents> = {
  OrderRectification: command('OrderRectification', {
    in: ['technical-review'],
    by: ['reviewer'],
    heldBack: ({ review }, asking) => doneByTheTeam(review, asking),
    decide: ({ withinWorkingDays, items }, { file, review }, context) =>
      withinTheDaysLeft(withinWorkingDays, file, review, context) ?? [
        fact('RectificationOrdered', { withinWorkingDays, items: items ?? [] }),
      ],
  }),

  SubmitRectification: command('SubmitRectification', {
    in: ['rectification'],
    by: ['applicant'],
    nextIn: ['rectification'],
    limit: T13,
    decide: (data) => [fact('RectificationSubmitted', data)],
  }),

  /** Not passed: the body hands in again within what is left of the same days; where none is left only 不符合 remains. */
  VerifyRectification: command('VerifyRectification', {
    in: ['rectification-check'],
    by: ['reviewer'],
    nextIn: ['rectification-check'],
    heldBack: ({ review }, asking) => doneByTheTeam(review, asking),
    decide: (data, { file, review }, context) => {
      const verified = fact('RectificationVerified', data);
      const left = data.passed ? 0 : leftOfTheOrder(file, context);
      const again = { withinWorkingDays: left, items: review.items ?? [], again: true } as const;
      return left === 0 ? [verified] : [verified, fact('RectificationOrdered', again)];
    },
  }),
};

// Evolve

export const rectificationEvents: EventsOf<RectificationEvents> = {
  RectificationOrdered: event('RectificationOrdered', {
    in: ['technical-review'],
    papers: ['rectification-notice'],
    custody: inRectification,
    evolve: (state, { data, actor }) => ({
      status: 'rectification',
      file: reviewedBy(state.file, actor.id),
      review: { ...state.review, rectification: 'open', items: data.items },
      items: data.items,
    }),
  }),
  RectificationSubmitted: event('RectificationSubmitted', {
    in: ['rectification'],
    custody: withExperts,
    evolve: (state) => ({ status: 'rectification-check', file: state.file, review: state.review }),
  }),
  RectificationVerified: event('RectificationVerified', {
    in: ['rectification-check'],
    evolve: (state, { data, actor }) => ({
      status: 'technical-review',
      file: reviewedBy(state.file, actor.id),
      review: { ...state.review, rectification: data.passed ? 'passed' : 'failed' },
    }),
  }),
};
