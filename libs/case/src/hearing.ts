import { dateOf, nothing, type LocalDate, type Rejection } from '#kernel';
import { command, fact, type CaseContext, type DefinitionsOf, type EvolversOf } from './definition.js';
import * as refuse from './rejections.js';
import { commitmentIsSigned } from './rules.js';
import type { CaseFile, Hearing, OpenCase } from './state.js';

// Commands

export interface HearingCommands {
  /** To the applicant and to whoever else has a major interest in the decision (许可法47). */
  TellHearingRight: { readonly matter: string; readonly parties?: readonly string[] };
  /** By the applicant, or for another party: one that was told of the right, or that says what interest it has. */
  RequestHearing: { readonly party?: string; readonly interest?: string };
  /** On the day of the hearing; `noticedOn` is the day on which the parties were given the time and the place. */
  OpenHearing: { readonly chair: string; readonly noticedOn: LocalDate; readonly place?: string };
  CloseHearing: { readonly record: string };
}

// Events

export interface HearingEvents {
  HearingRightTold: { readonly matter: string; readonly parties: readonly string[] };
  HearingRequested: { readonly party?: string; readonly interest?: string };
  HearingOpened: { readonly chair: string; readonly noticedOn: LocalDate; readonly place?: string };
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

/** Asked for by the applicant, or by whoever has a major interest in the decision (许可法46, 47). */
function asksOfRight(
  { party, interest = '' }: HearingCommands['RequestHearing'],
  { institution, hearing }: CaseFile,
): Rejection | undefined {
  const entitled = [institution.name, ...(hearing?.parties ?? [])];
  if (party === undefined || entitled.includes(party.trim()) || interest.trim() !== '') return undefined;
  return refuse.hearingInterestMissing(entitled);
}

/**
 * Seven working days between the notice and the hearing, and no notice before the request (许可法48(一)). Where nobody was told of the
 * right, telling it comes first, unless the authority has given that notice of its own accord (许可法46, 47).
 */
function noticeIsLongEnough(noticedOn: LocalDate, file: CaseFile, { now, calendar, policy }: CaseContext): Rejection | undefined {
  const days = policy.number('hearing-notice').value;
  const earliest = file.hearing?.requestedOn ?? dateOf(file.receivedAt);
  const today = dateOf(now);
  const inTime = noticedOn >= earliest && noticedOn <= today && calendar.workingDaysBetween(noticedOn, today) >= days;
  if (inTime) return undefined;
  return file.hearing === undefined ? refuse.hearingNotTold() : refuse.hearingNoticeTooShort(days);
}

/** Presided over by somebody who did not examine the application (许可法48(三)). */
const chairIsImpartial = (chair: string, { reviewers, applicant }: CaseFile): Rejection | undefined =>
  reviewers.includes(chair) || chair === applicant ? refuse.hearingChairConflict() : undefined;

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
      if (file.hearing?.status === 'told') return asksOfRight(data, file) ?? [fact('HearingRequested', data)];
      if (file.hearing?.status === 'waived') return refuse.hearingWaived();
      return file.hearing === undefined ? refuse.hearingNotTold() : nothing;
    },
  }),

  /** On request, or where the authority itself thinks it right (许可法46). */
  OpenHearing: command('OpenHearing', {
    in: ['awaiting-decision'],
    by: ['decision-maker', 'head'],
    fits: ({ hearing }) => hearing?.status !== 'open' && hearing?.status !== 'closed',
    decide: (data, { file }, context) => {
      if (file.hearing?.status === 'open') return nothing;
      if (file.hearing?.status === 'closed') return refuse.hearingDone();
      return (
        commitmentIsSigned(file) ??
        noticeIsLongEnough(data.noticedOn, file, context) ??
        chairIsImpartial(data.chair, file) ?? [fact('HearingOpened', data)]
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
  HearingRightTold: (state, { data: { parties } }) => withHearing(state, { status: 'told', parties }),
  HearingRequested: (state, { effectiveAt }) => withHearing(state, { status: 'requested', requestedOn: dateOf(effectiveAt) }),
  HearingOpened: (state) => withHearing(state, { status: 'open' }),
  HearingClosed: (state, { data }) => withHearing(state, { status: 'closed', record: data.record }),
};
