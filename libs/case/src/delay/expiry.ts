import { assertNever, ENGINE, nothing, startOfDay, type Fact, type MessagesOf, type Instant, type LocalDate } from '#kernel';
import { expiries, notBefore, type Expiry, type Policy, type ReviewForm } from '#law';
import { afterAcceptance } from '../completeness/acceptance.js';
import { missingMaterials } from '../completeness/materials.js';
import { certificateOrder, type CertificateOrder } from '../decision/certificate-order.js';
import { refusal, remediesUnder } from '../decision/refusal.js';
import { certificateAllowsGrant } from '../decision/renewal.js';
import { casePart, type CaseContext, type DefinitionsOf, type EventsOf } from '../definition.js';
import { awaitingDecision, awaitingDelivery, onceAccepted, onceRunOut } from '../file/custody.js';
import { ofGeneral } from '../file/rules.js';
import { CASE_STATUSES, ACCEPTED, type CaseFile, type CaseState, type OpenCase, type Remedies } from '../file/state.js';
import { withHearing } from '../hearing/hearing.js';
import type { PostponementEvents } from '../technical-review/postponement.js';
import { reviewFormFor } from '../technical-review/review-form.js';

// Commands

export interface ExpiryCommands {
  /** The engine's own: an alarm woke up. It says nothing but "look at your clocks". */
  ExpireTimeLimit: { readonly limit: string; readonly run: number; readonly version: number };
}

// Events: each names the run that ran out and its last day

interface RanOut {
  readonly limit: string;
  readonly run: number;
  readonly due: LocalDate;
}

export interface ExpiryEvents {
  /** Silence at the window: accepted as of the day of receipt (许可法32(四)). */
  ApplicationDeemedAccepted: RanOut & {
    readonly reviewForm: ReviewForm | 'NONE';
    /** What was missing when nobody said so: nothing is granted before it is in. */
    readonly outstanding?: readonly string[];
  };
  /** Gaps not filled in time and without good reason: withdrawn. */
  ApplicationDeemedWithdrawn: RanOut;
  /** Rectification not handed in: the review ends 不符合 (办法26). */
  RectificationOverdue: RanOut;
  /** No decision when the certificate expired: renewed (许可法50). */
  RenewalDeemedGranted: RanOut & { readonly certificate: CertificateOrder };
  /** Materials promised at acceptance and not supplied, where the published rule ends that in a refusal (容缺受理). */
  ApplicationDeemedRefused: RanOut & { readonly reasons: readonly string[]; readonly remedies: Remedies };
  /** Nobody asked for a hearing in time (许可法47). */
  HearingWaived: RanOut;
  /** Any other limit that ran out: recorded, never a decision. */
  TimeLimitBreached: RanOut;
}

// Decide

type Caused = ExpiryEvents & Pick<PostponementEvents, 'ReviewResumed'>;
const { command, event, fact } = casePart<ExpiryCommands, Caused>();

/**
 * What the law does when a limit runs out. Only two of these give anything: acceptance (许可法32(四)) and renewal (许可法50) by
 * silence. A rectification that stays away fails the review (办法26), silence waives a hearing (许可法47), and gaps that stay open
 * end the application (程序暂行规定18; 地方容缺受理规定); a review that was put off goes on (办法11(三)). Everything else is recorded as late, and decides nothing (许可法74).
 */
function consequence(
  { limit, run, due, at: end, onExpiry }: Expiry,
  state: OpenCase,
  context: CaseContext,
): Fact<MessagesOf<Caused>> {
  const ranOut = { limit, run, due };
  const { file } = state;
  const at = notBefore(file, end);
  switch (onExpiry) {
    case 'deem-accepted':
      return {
        ...fact('ApplicationDeemedAccepted', {
          ...ranOut,
          reviewForm: reviewFormFor(file, context.policy),
          ...stillMissing(file, context.policy),
        }),
        effectiveAt: receiptOf(file.clocks.find((clock) => clock.limit === limit && clock.run === run)?.started, file),
      };
    case 'deem-withdrawn':
      return { ...fact('ApplicationDeemedWithdrawn', ranOut), effectiveAt: at };
    case 'fail-rectification':
      return { ...fact('RectificationOverdue', ranOut), effectiveAt: at };
    case 'deem-renewed':
      // Nothing is left to renew, or another application has renewed it.
      if (certificateAllowsGrant(file, due) !== undefined) return { ...fact('TimeLimitBreached', ranOut), effectiveAt: at };
      return {
        ...fact('RenewalDeemedGranted', { ...ranOut, certificate: certificateOrder(file, due, true, context) }),
        effectiveAt: at,
      };
    case 'deem-refused': {
      const refused = { ...ranOut, reasons: ['容缺材料逾期未补齐'], remedies: remediesUnder(context.policy) };
      return { ...fact('ApplicationDeemedRefused', refused), effectiveAt: at };
    }
    case 'waive-hearing':
      return { ...fact('HearingWaived', ranOut), effectiveAt: at };
    case 'resume-review':
      return { ...fact('ReviewResumed', ranOut), effectiveAt: at };
    // The two that follow belong to a verification and to a certificate.
    case 'propose-revocation':
    case 'waive-statement':
    case 'breach':
    case 'none':
      return { ...fact('TimeLimitBreached', ranOut), effectiveAt: at };
    default:
      return assertNever(onExpiry, 'onExpiry');
  }
}

/** Silence accepts what was handed in; what was not is missing all the same (许可法31, 38). On a commitment it is verified afterwards. */
function stillMissing(file: CaseFile, policy: Policy): { readonly outstanding?: readonly string[] } {
  const missing = ofGeneral(file) ? missingMaterials(file, policy) : [];
  return missing.length === 0 ? {} : { outstanding: missing };
}

/** The first clock of a case starts at its receipt; after a correction the materials are received again. */
const receiptOf = (started: LocalDate | undefined, { receivedAt }: CaseFile): Instant => {
  const day = started === undefined ? receivedAt : startOfDay(started);
  return day > receivedAt ? day : receivedAt;
};

/**
 * What has run out by now, in the order in which it did, each applied before the next is looked for. Runs before every command,
 * so that a late alarm never lets anybody act as if the law had not.
 */
export function overdue(
  state: CaseState,
  context: CaseContext,
  evolve: (state: CaseState, event: Fact<MessagesOf<Caused>>) => CaseState,
): { state: CaseState; events: Fact<MessagesOf<Caused>>[] } {
  const events: Fact<MessagesOf<Caused>>[] = [];
  let current = state;
  while (current.status !== 'none') {
    const next = expiries(current.file.clocks, context.policy, context.calendar)[0];
    if (next === undefined || next.at > context.now) break;
    const event = { ...consequence(next, current, context), actor: ENGINE };
    events.push(event);
    current = evolve(current, event);
  }
  return { state: current, events };
}

export const expiryCommands: DefinitionsOf<ExpiryCommands, Caused> = {
  ExpireTimeLimit: command('ExpireTimeLimit', {
    in: CASE_STATUSES,
    by: ['engine'],
    decide: () => nothing,
  }),
};

// Evolve

export const expiryEvents: EventsOf<ExpiryEvents> = {
  ApplicationDeemedAccepted: {
    papers: ['deemed-acceptance-notice'],
    custody: onceAccepted,
    evolve: ({ file }, { data: { reviewForm, outstanding }, effectiveAt }) =>
      afterAcceptance(file, { reviewForm, acceptedAt: effectiveAt, ...(outstanding === undefined ? {} : { outstanding }) }),
  },
  ApplicationDeemedWithdrawn: {
    papers: ['deemed-withdrawal-notice'],
    custody: 'closed',
    evolve: ({ file }) => ({ status: 'withdrawn', file, deemed: true }),
  },
  RectificationOverdue: event('RectificationOverdue', {
    in: ['rectification'],
    custody: awaitingDecision,
    evolve: ({ file }) => ({ status: 'awaiting-decision', file, conclusion: '不符合', rectified: false }),
  }),
  RenewalDeemedGranted: event('RenewalDeemedGranted', {
    in: ACCEPTED,
    papers: ['deemed-renewal-notice'],
    custody: awaitingDelivery,
    evolve: ({ file }) => ({ status: 'granted', file, deemed: true }),
  }),
  ApplicationDeemedRefused: event('ApplicationDeemedRefused', {
    in: ACCEPTED,
    papers: ['deemed-refusal-decision'],
    custody: 'closed',
    evolve: (state, refused) => ({ status: 'refused', ...refusal(state, refused) }),
  }),
  HearingWaived: event('HearingWaived', {
    in: ['awaiting-decision'],
    evolve: (state) => withHearing(state, { status: 'waived' }),
  }),
  TimeLimitBreached: { custody: onceRunOut, evolve: (state) => state },
};
