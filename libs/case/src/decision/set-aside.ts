import { dateOf, isBlank, type LocalDate, type Rejection } from '#kernel';
import type { Policy } from '#law';
import { afterAcceptance } from '../completeness/acceptance.js';
import { casePart, type CaseContext, type DefinitionsOf, type EventsOf } from '../definition.js';
import { atTheWindow, awaitingDecision, inReview } from '../file/custody.js';
import { ANEW, DECISION_LIMITS, REVIEW_LIMITS } from '../file/limits.js';
import { ofGeneral } from '../file/rules.js';
import { withFile, type CaseFile, type CaseState, type In, type Instrument, type SetAsideOrder } from '../file/state.js';
import * as refuse from '../rejections.js';

// Commands

export interface SetAsideCommands {
  /** A refusal that was reviewed (行政复议) or sued against (行政诉讼) no longer stands: the application is decided anew. */
  RecordRefusalSetAside: {
    readonly instrument: Instrument;
    readonly orders: SetAsideOrder;
    /** Where the instrument sets a time. */
    readonly withinWorkingDays?: number;
    /** Set aside for the way in which it was made, not for what it said. */
    readonly forProcedure?: boolean;
    /** The instrument holds the review unfounded too: it is done again. */
    readonly reviewAnew?: boolean;
    readonly reason: string;
  };
}

// Events

export interface SetAsideEvents {
  RefusalSetAside: {
    readonly instrument: Instrument;
    readonly orders: SetAsideOrder;
    readonly reason: string;
    readonly forProcedure?: true;
    /** What is done anew. */
    readonly resumes: 'acceptance' | 'review' | 'decision';
    readonly withinWorkingDays: number;
    readonly timeSetBy: 'instrument' | 'law';
    /** Which refusal of the case it was, from one on; with the body where a ban followed from it. */
    readonly refusal: number;
    readonly falsehood?: true;
    readonly uscc?: string;
  };
}

// Decide

const { command, event, fact } = casePart<SetAsideCommands, SetAsideEvents>();

type Refused = In<'refused' | 'declined'>;
type Recorded = SetAsideCommands['RecordRefusalSetAside'];

/** On a document, with its authority, number and day, between the refusal and today (行政复议法64, 行政诉讼法70). */
function instrumentIsTold({ instrument }: Recorded, { refusedOn }: Refused, { now }: CaseContext): Rejection | undefined {
  const { authority, number, date } = instrument;
  if (isBlank(authority)) return refuse.instrumentMissing('instrument.authority');
  if (isBlank(number)) return refuse.instrumentMissing('instrument.number');
  const today = dateOf(now);
  return date < refusedOn || date > today ? refuse.instrumentDateInvalid(refusedOn, today) : undefined;
}

function timeIsPossible({ withinWorkingDays: days }: Recorded, policy: Policy): Rejection | undefined {
  const max = policy.limit(ANEW).setBy?.max ?? Infinity;
  const possible = days === undefined || (Number.isInteger(days) && days >= 1 && days <= max);
  return possible ? undefined : refuse.setAsideTimeInvalid(max);
}

/** Done again is only what was there: a review of an application that was examined. */
const reviewWasThere = ({ reviewAnew }: Recorded, { status, file }: Refused): Rejection | undefined =>
  reviewAnew !== true || (status === 'refused' && ofGeneral(file) && formOf(file) !== undefined)
    ? undefined
    : refuse.noReviewToRepeat();

const formOf = ({ reviewForm }: CaseFile) => (reviewForm === 'NONE' || reviewForm === 'UNDECIDED' ? undefined : reviewForm);

function resumed({ from }: Refused, reviewAnew: boolean): SetAsideEvents['RefusalSetAside']['resumes'] {
  if (reviewAnew) return 'review';
  if (from.status === 'received' || from.status === 'awaiting-correction') return 'acceptance';
  return from.status === 'awaiting-decision' ? 'decision' : 'review';
}

/** Where the instrument sets no time: what the law gave for it the first time. */
function daysByLaw(resumes: SetAsideEvents['RefusalSetAside']['resumes'], { clocks }: CaseFile, policy: Policy): number {
  if (resumes === 'acceptance') return policy.limit('T01').n;
  const ran = clocks.findLast(({ limit }) => DECISION_LIMITS.includes(limit));
  const decision = (ran && policy.findLimit(ran.limit)?.n) ?? policy.limit(ANEW).n;
  const review = REVIEW_LIMITS.flatMap((id) => policy.findLimit(id) ?? [])[0];
  return resumes === 'decision' ? decision : (review?.n ?? 0) + decision;
}

export const setAsideCommands: DefinitionsOf<SetAsideCommands, SetAsideEvents> = {
  RecordRefusalSetAside: command('RecordRefusalSetAside', {
    in: ['refused', 'declined'],
    by: ['head'],
    decide: (data, state, context) => {
      const { instrument, orders, reason, forProcedure, withinWorkingDays, reviewAnew = false } = data;
      const { policy } = context;
      const resumes = resumed(state, reviewAnew);
      return (
        instrumentIsTold(data, state, context) ??
        (isBlank(reason) ? refuse.setAsideReasonMissing() : undefined) ??
        timeIsPossible(data, policy) ??
        reviewWasThere(data, state) ?? [
          fact('RefusalSetAside', {
            instrument,
            orders,
            reason,
            ...(forProcedure === true ? { forProcedure } : {}),
            resumes,
            withinWorkingDays: withinWorkingDays ?? daysByLaw(resumes, state.file, policy),
            timeSetBy: withinWorkingDays === undefined ? 'law' : 'instrument',
            refusal: (state.file.setAside?.length ?? 0) + 1,
            ...(state.falsehood === undefined ? {} : { falsehood: state.falsehood, uscc: state.file.institution.uscc }),
          }),
        ]
      );
    },
  }),
};

// Evolve

const withSetAside = (
  { file, reasons, refusedBy, refusedOn }: Refused,
  on: LocalDate,
  { instrument, orders, forProcedure, reason }: SetAsideEvents['RefusalSetAside'],
): CaseFile => ({
  ...file,
  setAside: [
    ...(file.setAside ?? []),
    { reasons, refusedBy, refusedOn, on, instrument, orders, reason, ...(forProcedure === undefined ? {} : { forProcedure }) },
  ],
});

/** Back to where it stood, or to where its review begins; what was handed in meanwhile stays. */
function reopened(state: Refused, file: CaseFile, { resumes }: SetAsideEvents['RefusalSetAside']): CaseState {
  const form = formOf(file);
  if (resumes !== 'review' || state.from.status !== 'awaiting-decision' || form === undefined) return withFile(state.from, file);
  const { hearing: _onTheFirstReview, ...unheard } = file;
  return afterAcceptance(unheard, { reviewForm: form, acceptedAt: state.from.file.acceptedAt });
}

/** What a case waits for once a refusal of it no longer stands. */
const DONE_ANEW = { acceptance: atTheWindow, review: inReview, decision: awaitingDecision };

export const setAsideEvents: EventsOf<SetAsideEvents> = {
  RefusalSetAside: event('RefusalSetAside', {
    in: ['refused', 'declined'],
    papers: ['decision-anew-notice'],
    custody: ({ resumes }) => DONE_ANEW[resumes],
    evolve: (state, { data, effectiveAt }) => reopened(state, withSetAside(state, dateOf(effectiveAt), data), data),
  }),
};
