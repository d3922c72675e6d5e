import { isBlank, isRejection, type LocalDate } from '#kernel';
import { dueDate, openRun, type ClockRun, type Conclusion, type Policy, type ReviewForm } from '#law';
import { casePart, type CaseContext, type DefinitionsOf, type EventsOf } from '../definition.js';
import { heldByAnother } from '../document-review/document-review.js';
import { awaitingDecision, withExperts } from '../file/custody.js';
import { ANEW, REVIEW_LIMITS } from '../file/limits.js';
import { namesIn, reviewedBy } from '../file/rules.js';
import type { CaseFile, In, Review, TeamMember } from '../file/state.js';
import * as refuse from '../rejections.js';
import { checkStarred, clausesAreOfTheRules, findingsBearConclusion, type Report } from './findings.js';
import { postponed, type PostponementEvents } from './postponement.js';
import type { RectificationEvents } from './rectification.js';
import { checkTeam, doneByTheTeam, tiedToTheirBody, type NamedMember } from './review-team.js';

// Commands

export interface TechnicalReviewCommands {
  CommissionReview: { readonly form?: ReviewForm; readonly team: readonly NamedMember[]; readonly remoteGround?: string };
  /** The look at the papers before the review: it takes place, waits for what is missing, or does not take place; then with the reason. */
  CompleteLeaderCheck: TechnicalReviewEvents['LeaderCheckCompleted'];
  /** `consentOf`: who of the authority agreed to it; `consentUscc`, the body their account belongs to, is not kept. */
  StopReview: TechnicalReviewEvents['ReviewStopped'] & { readonly consentUscc?: string };
  ConcludeReview: Report;
}

// Events

export interface TechnicalReviewEvents {
  ReviewCommissioned: {
    readonly form: ReviewForm;
    readonly team: readonly TeamMember[];
    readonly remoteGround?: string;
    /** The time the review needs, told to the applicant (许可法45, 办法11). */
    readonly told: { readonly workingDays: number; readonly due: LocalDate | null; readonly inWriting: boolean };
  };
  LeaderCheckCompleted: { readonly outcome: '实施' | '暂缓' | '不实施'; readonly reason?: string };
  ReviewStopped: {
    readonly ground: string;
    readonly consentOf: string;
    readonly consentName?: string;
    readonly note?: string;
  };
  ReviewConcluded: Report & { readonly form: ReviewForm };
}

// Decide

type Caused = TechnicalReviewEvents &
  Pick<RectificationEvents, 'RectificationVerified'> &
  Pick<PostponementEvents, 'ReviewPostponed'>;
const { command, event, fact } = casePart<TechnicalReviewCommands, Caused>();

type Commissionable = In<'awaiting-commission' | 'document-review'>;

const usualForm = ({ status, file }: Commissionable): ReviewForm => {
  if (status === 'document-review') return 'WRITTEN';
  return file.reviewForm === 'REMOTE' ? 'REMOTE' : 'ON_SITE';
};

/**
 * Where the law asks for a visit, paper does not do; what is reviewed on paper stays so until a visit is ordered; remote review only
 * where the pack knows it (办法11, 评审准则14-17).
 */
function checkForm(form: ReviewForm, { status }: Commissionable, { policy }: CaseContext) {
  const open: readonly ReviewForm[] =
    status === 'document-review' ? ['WRITTEN'] : policy.reviewForms.filter((candidate) => candidate !== 'WRITTEN');
  return open.includes(form) ? undefined : refuse.reviewFormNotOpen(open);
}

/** Remote only where a visit is impossible or not needed (评审准则17); rules that name no grounds ask for none. */
function checkGround(form: ReviewForm, ground: string | undefined, { policy }: CaseContext) {
  const grounds = namesIn('remote-review-conditions', policy);
  if (form !== 'REMOTE' || grounds.length === 0) return undefined;
  return ground !== undefined && grounds.includes(ground) ? undefined : refuse.remoteGroundMissing(grounds);
}

/**
 * How long the review takes, and until when; done again after a refusal was set aside, its days by law, counted from then and within
 * the time of the decision anew (办法11(三), 许可法45).
 */
function reviewTime({ clocks }: CaseFile, { policy, calendar }: CaseContext) {
  const run = openRun(clocks, REVIEW_LIMITS) ?? reviewAnew(clocks, policy);
  return {
    workingDays: run?.length ?? 0,
    due: (run && dueDate(run, policy.limit(run.limit), calendar)) ?? null,
  };
}

function reviewAnew(clocks: CaseFile['clocks'], policy: Policy): ClockRun | undefined {
  const anew = openRun(clocks, [ANEW]);
  const review = REVIEW_LIMITS.flatMap((id) => policy.findLimit(id) ?? [])[0];
  return anew && review && { ...anew, length: Math.min(anew.length, review.n) };
}

const T12 = 'T12';
const isWithTheLeader = ({ clocks }: Pick<CaseFile, 'clocks'>) => openRun(clocks, [T12]) !== undefined;

/** By the leader of the team, once, and before the review has done anything else (评审准则 附件1 4.1.2). */
function checkedByTheLeader({ file, review: { team } }: In<'technical-review'>, { actor }: Pick<CaseContext, 'actor'>) {
  if (!isWithTheLeader(file)) return refuse.leaderCheckOver();
  const leader = team.find((member) => member.leader === true);
  return leader?.id === actor.id ? undefined : refuse.notTheLeader(leader?.name ?? leader?.id ?? '');
}

function checkConclusion(conclusion: Conclusion, state: In<'technical-review' | 'rectification-check'>, { policy }: CaseContext) {
  const known = policy.conclusionsFor(state.review.form);
  const open = state.review.rectification === 'failed' ? known.filter((one) => one === '不符合') : known;
  return open.includes(conclusion) ? undefined : refuse.conclusionNotOpen(open);
}

/** 基本符合 is what becomes of a review with things to put right: they are ordered, and verified (办法26, 评审准则15). */
const rectificationWasOrdered = (conclusion: Conclusion, { rectification }: Review) =>
  conclusion === '基本符合' && rectification === 'none' ? refuse.rectificationNotOrdered() : undefined;

/** A conclusion given while a rectification report is being checked is at the same time the result of that check (评审准则 附件1 4.5). */
const checkedWith = (conclusion: Conclusion, { status }: In<'technical-review' | 'rectification-check'>) =>
  status === 'rectification-check' ? [fact('RectificationVerified', { passed: conclusion !== '不符合' })] : [];

export const technicalReviewCommands: DefinitionsOf<TechnicalReviewCommands, Caused> = {
  CommissionReview: command('CommissionReview', {
    in: ['awaiting-commission', 'document-review'],
    by: ['clerk', 'reviewer'],
    nextIn: ['awaiting-commission'],
    names: { team: 'assessor' },
    heldBack: (state, { actor }) => (state.status === 'document-review' ? heldByAnother(state, actor) : undefined),
    decide: ({ team: named, remoteGround, ...data }, state, context) => {
      const { file } = state;
      const team = named.map(tiedToTheirBody);
      const form = data.form ?? usualForm(state);
      const told = {
        ...reviewTime(file, context),
        inWriting: context.policy.values.reviewTimeToldInWriting.value,
      };
      return (
        checkTeam(team, file, context) ??
        checkForm(form, state, context) ??
        checkGround(form, remoteGround, context) ?? [
          fact('ReviewCommissioned', { form, team, ...(remoteGround === undefined ? {} : { remoteGround }), told }),
        ]
      );
    },
  }),

  /** What is missing is waited for in the days of the applicant; without a visit the review ends 不符合, and the authority decides. */
  CompleteLeaderCheck: command('CompleteLeaderCheck', {
    in: ['technical-review'],
    by: ['reviewer'],
    limit: T12,
    fits: isWithTheLeader,
    heldBack: checkedByTheLeader,
    decide: (data, { file, review }, context) => {
      const { outcome, reason = '' } = data;
      const completed = fact('LeaderCheckCompleted', data);
      if (outcome === '实施') return [completed];
      if (isBlank(reason)) return refuse.leaderCheckReasonMissing();
      if (outcome === '不实施') return [completed, fact('ReviewConcluded', { form: review.form, conclusion: '不符合' })];
      const waiting = postponed({ reason }, file, context);
      return isRejection(waiting) ? waiting : [completed, ...waiting];
    },
  }),

  ConcludeReview: command('ConcludeReview', {
    in: ['technical-review', 'rectification-check'],
    by: ['reviewer'],
    nextIn: ['technical-review'],
    heldBack: ({ review }, asking) => doneByTheTeam(review, asking),
    decide: (data, state, context) =>
      checkConclusion(data.conclusion, state, context) ??
      rectificationWasOrdered(data.conclusion, state.review) ??
      clausesAreOfTheRules(data, state.file, context) ??
      checkStarred(data, context) ??
      findingsBearConclusion(data, state.review) ?? [
        ...checkedWith(data.conclusion, state),
        fact('ReviewConcluded', { form: state.review.form, ...data }),
      ],
  }),

  /** On a ground of the rules and with the consent of the authority; the review then ends 不符合 (评审准则 附件1 4.7). */
  StopReview: command('StopReview', {
    in: ['technical-review', 'review-postponed', 'rectification', 'rectification-check'],
    by: ['reviewer'],
    names: { consentOf: 'authority' },
    heldBack: ({ review }, asking) => doneByTheTeam(review, asking),
    decide: ({ consentUscc, ...data }, { file, review }, { policy, actor }) => {
      const open = namesIn(review.form === 'REMOTE' ? 'stop-grounds-remote' : 'stop-grounds-on-site', policy);
      if (!open.includes(data.ground)) return refuse.stopGroundUnknown(open);
      const { consentOf } = data;
      const concerned = [actor.id, file.applicant, ...file.reviewers].includes(consentOf);
      if (isBlank(consentOf) || concerned || consentUscc === file.institution.uscc) return refuse.stopNotConsented();
      return [fact('ReviewStopped', data), fact('ReviewConcluded', { form: review.form, conclusion: '不符合' })];
    },
  }),
};

// Evolve

export const technicalReviewEvents: EventsOf<TechnicalReviewEvents> = {
  ReviewCommissioned: event('ReviewCommissioned', {
    in: ['awaiting-commission', 'document-review'],
    papers: ['review-time-notice', 'on-site-review-notice', 'remote-review-notice'],
    custody: withExperts,
    evolve: ({ file }, { data }) => ({
      status: 'technical-review',
      file: reviewedBy(file, ...data.team.map((member) => member.id)),
      review: { form: data.form, team: data.team, rectification: 'none' },
    }),
  }),
  LeaderCheckCompleted: (state) => state,
  ReviewStopped: (state) => state,
  ReviewConcluded: event('ReviewConcluded', {
    in: ['technical-review', 'review-postponed', 'rectification', 'rectification-check'],
    custody: awaitingDecision,
    evolve: (state, { data, actor }) => ({
      status: 'awaiting-decision',
      file: reviewedBy(state.file, actor.id),
      conclusion: data.conclusion,
      rectified: ['open', 'passed'].includes(state.review.rectification),
    }),
  }),
};
