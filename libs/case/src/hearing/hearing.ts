import { addMonths, dateOf, isBlank, isSameText, nothing, type LocalDate, type Rejection } from '#kernel';
import { dueDate, isPending, openRun } from '#law';
import { casePart, type CaseContext, type DefinitionsOf, type EventsOf } from '../definition.js';
import { awaitingDecision, inHearing } from '../file/custody.js';
import { HEARING_LIMIT } from '../file/limits.js';
import { commitmentIsSigned } from '../file/rules.js';
import type { CaseFile, Hearing, In } from '../file/state.js';
import * as refuse from '../rejections.js';

// Commands

export interface HearingCommands {
  /** To the applicant and to whoever else has a major interest in the decision (许可法47). */
  TellHearingRight: { readonly matter: string; readonly parties?: readonly string[] };
  /** By the applicant, or for another party: one that was told of the right, or that says what interest it has. */
  RequestHearing: { readonly party?: string; readonly interest?: string };
  /**
   * With a day to come in `heldOn` it gives the parties notice of the time and the place. Without, on the day itself, it opens the
   * hearing; `noticedOn` is the day of a notice that was given otherwise.
   */
  OpenHearing: {
    readonly chair: string;
    readonly chairName?: string;
    readonly noticedOn?: LocalDate;
    readonly place?: string;
    readonly heldOn?: LocalDate;
    /** The body that the account of the chair belongs to: asked for the rule, not kept. */
    readonly chairUscc?: string;
  };
  CloseHearing: { readonly record: string };
}

// Events

export interface HearingEvents {
  HearingRightTold: { readonly matter: string; readonly parties: readonly string[] };
  HearingRequested: { readonly party?: string; readonly interest?: string };
  HearingNotified: { readonly chair: string; readonly chairName?: string; readonly heldOn: LocalDate; readonly place?: string };
  HearingOpened: {
    readonly chair: string;
    readonly chairName?: string;
    readonly noticedOn: LocalDate;
    readonly place?: string;
    /** The notice is on record as an event of its own. */
    readonly notified?: true;
  };
  HearingClosed: { readonly record: string };
}

// Decide

const { command, event, fact } = casePart<HearingCommands, HearingEvents>();

type Opening = HearingCommands['OpenHearing'];

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
  if (party === undefined || entitled.some((one) => isSameText(one, party)) || !isBlank(interest)) return undefined;
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

/** No law says how far ahead the authority may call a hearing of its own accord; the calendar is known so far. */
const MONTHS_AHEAD = 12;

/** 许可法47: within twenty working days after the request, as long as a notice can still keep them; an overrun is on record as such. */
function notTooLate(heldOn: LocalDate, earliest: LocalDate, file: CaseFile, { now, calendar, policy }: CaseContext) {
  const run = openRun(file.clocks, [HEARING_LIMIT]);
  const due = run && isPending(run) ? dueDate(run, policy.limit(HEARING_LIMIT), calendar) : undefined;
  const kept = due !== undefined && due >= earliest;
  const last = kept ? due : addMonths(dateOf(now), MONTHS_AHEAD);
  return heldOn <= last ? undefined : refuse.hearingTooLate(last, kept);
}

/** Whoever is given notice is told seven working days before (许可法48(一)). */
function notified({ chair, chairName, heldOn, place }: Opening & { heldOn: LocalDate }, file: CaseFile, context: CaseContext) {
  const { now, calendar, policy } = context;
  const days = policy.number('hearing-notice').value;
  const earliest = calendar.addWorkingDays(dateOf(now), days);
  if (heldOn < earliest) return refuse.hearingNoticeTooShort(days, 'heldOn');
  const late = notTooLate(heldOn, earliest, file, context);
  if (late !== undefined) return late;
  const notice = { chair, ...(chairName === undefined ? {} : { chairName }), heldOn, ...(place === undefined ? {} : { place }) };
  const told = file.hearing?.notice;
  const isTold = told?.heldOn === heldOn && told.chair === chair && told.place === place;
  return isTold ? nothing : [fact('HearingNotified', notice)];
}

/** Held on the day that the parties were told; another day takes another notice (许可法48(一)). */
const heldAsTold = ({ hearing }: CaseFile, today: LocalDate): Rejection | undefined =>
  hearing?.notice === undefined || hearing.notice.heldOn === today ? undefined : refuse.hearingNotThatDay(hearing.notice.heldOn);

function opened({ chair, chairName, noticedOn, place }: Opening, file: CaseFile, context: CaseContext) {
  const notice = file.hearing?.notice;
  const given = notice?.on ?? noticedOn;
  if (given === undefined) return refuse.hearingNoticeMissing();
  const where = place ?? notice?.place;
  return (
    heldAsTold(file, dateOf(context.now)) ??
    noticeIsLongEnough(given, file, context) ?? [
      fact('HearingOpened', {
        chair,
        ...(chairName === undefined ? {} : { chairName }),
        noticedOn: given,
        ...(where === undefined ? {} : { place: where }),
        ...(notice === undefined ? {} : { notified: true }),
      }),
    ]
  );
}

/** Presided over by somebody who did not examine the application, at the window or in the review, nor is of the body (许可法48(三)). */
function chairIsImpartial(chair: string, uscc: string | undefined, file: CaseFile): Rejection | undefined {
  const { examiners = [], reviewers, applicant, institution } = file;
  const concerned = [...examiners, ...reviewers, applicant].includes(chair) || uscc === institution.uscc;
  return concerned ? refuse.hearingChairConflict() : undefined;
}

export const hearingCommands: DefinitionsOf<HearingCommands, HearingEvents> = {
  /** On what matter, to the applicant and to whoever it touches (许可法47). */
  TellHearingRight: command('TellHearingRight', {
    in: ['awaiting-decision'],
    by: ['decision-maker', 'head'],
    fits: ({ hearing }) => hearing === undefined,
    done: ({ file }) => file.hearing !== undefined,
    heldBack: ({ file }) => commitmentIsSigned(file),
    decide: ({ matter, parties }) =>
      (isBlank(matter) ? refuse.hearingMatterMissing() : undefined) ?? [
        fact('HearingRightTold', { matter, parties: parties ?? [] }),
      ],
  }),

  RequestHearing: command('RequestHearing', {
    in: ['awaiting-decision'],
    by: ['applicant', 'clerk'],
    limit: 'T60',
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
    names: { chair: 'chair' },
    fits: ({ hearing }) => hearing?.status !== 'open' && hearing?.status !== 'closed',
    done: ({ file }) => file.hearing?.status === 'open',
    heldBack: ({ file }) => (file.hearing?.status === 'closed' ? refuse.hearingDone() : commitmentIsSigned(file)),
    decide: ({ chairUscc, ...data }, { file }, context) => {
      return (
        chairIsImpartial(data.chair, chairUscc, file) ??
        (data.heldOn === undefined || data.heldOn === dateOf(context.now)
          ? opened(data, file, context)
          : notified({ ...data, heldOn: data.heldOn }, file, context))
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
      return isBlank(record) ? refuse.hearingRecordMissing() : [fact('HearingClosed', { record })];
    },
  }),
};

// Evolve

export const withHearing = (state: In<'awaiting-decision'>, hearing: Hearing): In<'awaiting-decision'> => ({
  ...state,
  file: { ...state.file, hearing: { ...state.file.hearing, ...hearing } },
});

export const hearingEvents: EventsOf<HearingEvents> = {
  HearingRightTold: event('HearingRightTold', {
    in: ['awaiting-decision'],
    papers: ['hearing-right-notice'],
    evolve: (state, { data: { parties } }) => withHearing(state, { status: 'told', parties }),
  }),
  HearingRequested: event('HearingRequested', {
    in: ['awaiting-decision'],
    custody: inHearing,
    evolve: (state, { effectiveAt }) => withHearing(state, { status: 'requested', requestedOn: dateOf(effectiveAt) }),
  }),
  HearingNotified: event('HearingNotified', {
    in: ['awaiting-decision'],
    papers: ['hearing-notice-in-time'],
    evolve: (state, { data, effectiveAt }) => {
      const { status, notice: earlier } = state.file.hearing ?? {};
      const called = status === undefined || status === 'waived' ? 'called' : status;
      const replaces = earlier === undefined ? {} : { replaces: { on: earlier.on, heldOn: earlier.heldOn } };
      return withHearing(state, { status: called, notice: { on: dateOf(effectiveAt), ...data, ...replaces } });
    },
  }),
  HearingOpened: event('HearingOpened', {
    in: ['awaiting-decision'],
    papers: ['hearing-notice'],
    custody: inHearing,
    evolve: (state) => withHearing(state, { status: 'open' }),
  }),
  HearingClosed: event('HearingClosed', {
    in: ['awaiting-decision'],
    papers: ['hearing-record'],
    custody: awaitingDecision,
    evolve: (state, { data }) => withHearing(state, { status: 'closed', record: data.record }),
  }),
};
