import { dateOf, nothing, type LocalDate, type Rejection } from '#kernel';
import { command, fact, type CaseContext, type DefinitionsOf, type EvolversOf } from './definition.js';
import * as refuse from './rejections.js';
import { commitmentIsSigned } from './rules.js';
import type { CaseFile, Hearing, OpenCase } from './state.js';

// Commands

export interface HearingCommands {
  /** To the applicant and to whoever else has a major interest in the decision (许可法47). */
  TellHearingRight: { readonly matter: string; readonly parties?: readonly string[] };
  /** By the applicant, or taken down at the window for another party. */
  RequestHearing: { readonly party?: string };
  /** On the day of the hearing; `noticedOn` is the day on which the parties were given the time and the place. */
  OpenHearing: HearingEvents['HearingOpened'] & {
    /** The body that the account of the chair belongs to: asked for the rule, not kept. */
    readonly chairUscc?: string;
  };
  CloseHearing: { readonly record: string };
}

// Events

export interface HearingEvents {
  HearingRightTold: { readonly matter: string; readonly parties: readonly string[] };
  HearingRequested: { readonly party?: string };
  HearingOpened: {
    readonly chair: string;
    readonly chairName?: string;
    readonly noticedOn: LocalDate;
    readonly place?: string;
  };
  HearingClosed: { readonly record: string };
}

// Decide

/** Five days to ask, then the hearing, then the decision: on its record (许可法46-48). */
export function hearingAllowsDecision({ hearing }: CaseFile): Rejection | undefined {
  const pending = hearing !== undefined && hearing.status !== 'closed' && hearing.status !== 'waived';
  return pending ? refuse.hearingPending() : undefined;
}

/** What the decision is to rest on where there was a hearing (许可法48). */
export const onRecord = ({ hearing }: CaseFile): { readonly hearingRecord?: string } =>
  hearing?.record === undefined ? {} : { hearingRecord: hearing.record };

/** Seven working days between the notice and the hearing, and no notice before the request (许可法48(一)). */
function noticeIsLongEnough(noticedOn: LocalDate, file: CaseFile, { now, calendar, policy }: CaseContext): Rejection | undefined {
  const days = policy.number('hearing-notice').value;
  const earliest = file.hearing?.requestedOn ?? dateOf(file.receivedAt);
  const today = dateOf(now);
  const inTime = noticedOn >= earliest && noticedOn <= today && calendar.workingDaysBetween(noticedOn, today) >= days;
  return inTime ? undefined : refuse.hearingNoticeTooShort(days);
}

/** Presided over by somebody who did not examine the application, and who is not of the body (许可法48(三)). */
const chairIsImpartial = (chair: string, uscc: string | undefined, { reviewers, applicant, institution }: CaseFile) =>
  reviewers.includes(chair) || chair === applicant || uscc === institution.uscc ? refuse.hearingChairConflict() : undefined;

export const hearingCommands: DefinitionsOf<HearingCommands> = {
  TellHearingRight: command('TellHearingRight', {
    in: ['awaiting-decision'],
    by: ['decision-maker', 'head'],
    fits: ({ hearing }) => hearing === undefined,
    decide: ({ matter, parties }, { file }) =>
      file.hearing === undefined
        ? (commitmentIsSigned(file) ?? [fact('HearingRightTold', { matter, parties: parties ?? [] })])
        : nothing,
  }),

  RequestHearing: command('RequestHearing', {
    in: ['awaiting-decision'],
    by: ['applicant', 'clerk'],
    fits: ({ hearing }) => hearing?.status === 'told',
    decide: (data, { file }) => {
      if (file.hearing?.status === 'told') return [fact('HearingRequested', data)];
      if (file.hearing?.status === 'waived') return refuse.hearingWaived();
      return file.hearing === undefined ? refuse.hearingNotTold() : nothing;
    },
  }),

  /** On request, or where the authority itself thinks it right (许可法46). */
  OpenHearing: command('OpenHearing', {
    in: ['awaiting-decision'],
    by: ['decision-maker', 'head'],
    fits: ({ hearing }) => hearing?.status !== 'open' && hearing?.status !== 'closed',
    decide: ({ chairUscc, ...data }, { file }, context) => {
      if (file.hearing?.status === 'open') return nothing;
      if (file.hearing?.status === 'closed') return refuse.hearingDone();
      return (
        commitmentIsSigned(file) ??
        chairIsImpartial(data.chair, chairUscc, file) ??
        noticeIsLongEnough(data.noticedOn, file, context) ?? [fact('HearingOpened', data)]
      );
    },
  }),

  CloseHearing: command('CloseHearing', {
    in: ['awaiting-decision'],
    by: ['decision-maker', 'head'],
    fits: ({ hearing }) => hearing?.status === 'open',
    decide: ({ record }, { file }) => {
      if (file.hearing?.status === 'closed') return nothing;
      if (file.hearing?.status !== 'open') return refuse.hearingNotOpen();
      return record.trim() === '' ? refuse.hearingRecordMissing() : [fact('HearingClosed', { record })];
    },
  }),
};

// Evolve

export const withHearing = (state: OpenCase, hearing: Hearing): OpenCase => ({
  ...state,
  file: { ...state.file, hearing: { ...state.file.hearing, ...hearing } },
});

export const hearingEvolvers: EvolversOf<HearingEvents> = {
  HearingRightTold: (state) => withHearing(state, { status: 'told' }),
  HearingRequested: (state, { effectiveAt }) => withHearing(state, { status: 'requested', requestedOn: dateOf(effectiveAt) }),
  HearingOpened: (state) => withHearing(state, { status: 'open' }),
  HearingClosed: (state, { data }) => withHearing(state, { status: 'closed', record: data.record }),
};
