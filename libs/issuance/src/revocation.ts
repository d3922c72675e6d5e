import { remediesUnder, type Remedies } from '#case';
import { dateOf, distinct, isBlank, isRejection, nothing, type LocalDate } from '#kernel';
import { leftLaw, noPolicyInForce, pinnedPolicy, underOtherLaw } from '#law';
import { changedAnnex, inWords, itemsAreOnIt } from './annex.js';
import { certificatePart, type DefinitionsOf, type EventsOf } from './definition.js';
import * as refuse from './rejections.js';
import {
  extension,
  fourEyes,
  goesOn,
  heard,
  itemsLeftOut,
  obtainedByFraud,
  publicSafetyIsAnswered,
  rowsOf,
  withinProposal,
} from './revocation-rules.js';
import type { Certificate, Investigation, Revocation, RevocationGround, Suspension } from './state.js';

// Commands

export interface RevocationCommands {
  /** A ground for revoking has been discovered: the holder is told, and may make a statement (程序暂行规定44). */
  OpenRevocation: {
    readonly ground: RevocationGround;
    /** Where it is known from: the stream of a verification, a decision, a report. */
    readonly source: string;
    readonly scope?: 'whole' | 'items';
    readonly items?: readonly string[];
    readonly reasons?: readonly string[];
    readonly fraud?: boolean;
    readonly caseId?: string;
    readonly inspectors?: readonly string[];
  };
  SuspendRevocation: { readonly reason: Suspension };
  ResumeRevocation: object;
  ExtendRevocation: { readonly reason: string };
  RecordStatement: { readonly statement: string };
  RevokeCertificate: {
    readonly scope: 'whole' | 'items';
    readonly items?: readonly string[];
    /** Obtained by fraud or bribery (办法32): as proposed where left out. */
    readonly fraud?: boolean;
    /** Of a false commitment a must: whether it bears on public safety, health, life or property (许可法79). */
    readonly publicSafety?: boolean;
    readonly reasons: readonly string[];
    readonly remedies?: Remedies;
  };
  CloseRevocation: { readonly reasons: readonly string[] };
}

// Events

export interface RevocationEvents {
  RevocationOpened: RevocationCommands['OpenRevocation'] & {
    readonly number: string;
    readonly policy: string;
    readonly calendar?: string;
  };
  RevocationSuspended: { readonly reason: Suspension };
  RevocationResumed: object;
  RevocationExtended: { readonly reason: string; readonly byWorkingDays: number };
  StatementRecorded: { readonly statement: string };
  /** No statement within the limit: waived (程序暂行规定44). */
  StatementWaived: { readonly limit: string; readonly run: number; readonly due: LocalDate };
  CertificateRevoked: {
    readonly number: string;
    readonly uscc: string;
    readonly holder: string;
    readonly ground: RevocationGround;
    readonly scope: 'whole' | 'items';
    /** In words, as far as they name rows. */
    readonly items?: readonly string[];
    readonly rows?: readonly number[];
    readonly fraud: boolean;
    readonly publicSafety?: boolean;
    readonly reasons: readonly string[];
    readonly remedies: Remedies;
    readonly caseId?: string;
  };
  RevocationClosed: { readonly reasons: readonly string[] };
  TimeLimitBreached: { readonly limit: string; readonly run: number; readonly due: LocalDate };
}

// Decide

const { command, fact } = certificatePart<RevocationCommands, RevocationEvents>();

export const revocationCommands: DefinitionsOf<RevocationCommands, RevocationEvents> = {
  OpenRevocation: command('OpenRevocation', {
    on: 'certificate',
    by: ['supervisor', 'engine'],
    fits: ({ status, investigations }) => status !== 'REVOKED' && investigations?.open === undefined,
    decide: (data, certificate, { law, now, actor }) => {
      const open = certificate.investigations?.open;
      if (open !== undefined) return open.source === data.source ? nothing : refuse.revocationOpen();
      if (certificate.status === 'REVOKED') return refuse.notAlive();
      if (itemsLeftOut(data)) return refuse.itemsMissing();
      // What inspectors proposed in their own words is investigated all the same; rows are revoked only after they were told.
      const stray = actor.role === 'engine' ? undefined : itemsAreOnIt(certificate.annex, data.items ?? [], 'items');
      if (stray !== undefined) return stray;
      const policy = law.policies.findInForce(dateOf(now))?.versionLabel;
      return policy === undefined
        ? noPolicyInForce()
        : [
            fact('RevocationOpened', {
              ...data,
              ...(data.items === undefined ? {} : { items: inWords(certificate.annex, data.items) }),
              ...obtainedByFraud(data),
              number: certificate.number,
              policy,
              calendar: law.calendar.version,
            }),
          ];
    },
  }),

  SuspendRevocation: command('SuspendRevocation', {
    on: 'investigation',
    by: ['supervisor', 'decision-maker', 'head'],
    heldBack: ({ investigations: { open } }) => (open.suspended === undefined ? undefined : refuse.suspendedAlready()),
    decide: (data) => [fact('RevocationSuspended', data)],
  }),

  ResumeRevocation: command('ResumeRevocation', {
    on: 'investigation',
    by: ['supervisor', 'decision-maker', 'head'],
    heldBack: ({ investigations: { open } }) => (open.suspended === undefined ? refuse.notSuspended() : undefined),
    decide: () => [fact('RevocationResumed', {})],
  }),

  /** By the head of the agency alone, and with a reason (程序暂行规定45). */
  ExtendRevocation: command('ExtendRevocation', {
    on: 'investigation',
    by: ['head'],
    heldBack({ investigations }, { law }) {
      const more = extension(investigations, law);
      return isRejection(more) ? more : undefined;
    },
    decide: ({ reason }, { investigations }, { law }) => {
      const more = extension(investigations, law);
      if (isRejection(more)) return more;
      return isBlank(reason) ? refuse.extensionReasonMissing() : [fact('RevocationExtended', { reason, byWorkingDays: more.n })];
    },
  }),

  /** What the holder says on the ground told to it; saying nothing waives it in time (程序暂行规定44). */
  RecordStatement: command('RecordStatement', {
    on: 'investigation',
    by: ['applicant', 'clerk'],
    heldBack: ({ investigations: { open } }) => (open.statement === 'awaited' ? undefined : refuse.statementGiven()),
    decide: (data) => (isBlank(data.statement) ? refuse.statementMissing() : [fact('StatementRecorded', data)]),
  }),

  /** With reasons and remedies, as every decision against a body (许可法38, 69). */
  RevokeCertificate: command('RevokeCertificate', {
    on: 'investigation',
    by: ['decision-maker', 'head'],
    heldBack: ({ investigations: { open } }, asking) => fourEyes(open, asking) ?? heard(open) ?? goesOn(open),
    decide: (data, certificate, context) => {
      const { scope, items, fraud, publicSafety, reasons, remedies } = data;
      const { open, policy } = certificate.investigations;
      if (reasons.every(isBlank)) return refuse.reasonsMissing();
      if (itemsLeftOut({ scope, items })) return refuse.itemsMissing();
      const untold = withinProposal(data, open, certificate);
      if (untold !== undefined) return untold;
      const unanswered = publicSafetyIsAnswered(data, open);
      if (unanswered !== undefined) return unanswered;
      const stray = scope === 'items' ? itemsAreOnIt(certificate.annex, items ?? [], 'items') : undefined;
      if (stray !== undefined) return stray;
      return [
        fact('CertificateRevoked', {
          number: certificate.number,
          uscc: certificate.holder.uscc,
          holder: certificate.holder.name,
          ground: open.ground,
          scope,
          ...(scope === 'items' && items !== undefined
            ? { items: inWords(certificate.annex, items), ...rowsOf(certificate, items) }
            : {}),
          fraud: fraud ?? open.proposed.fraud,
          ...(open.ground === 'false-commitment' && publicSafety !== undefined ? { publicSafety } : {}),
          reasons,
          remedies: remedies ?? remediesUnder(pinnedPolicy(context.law, policy)),
          ...(open.caseId === undefined ? {} : { caseId: open.caseId }),
        }),
      ];
    },
  }),

  CloseRevocation: command('CloseRevocation', {
    on: 'investigation',
    by: ['decision-maker', 'head'],
    heldBack: ({ investigations: { open } }, asking) => fourEyes(open, asking),
    decide: (data) => (data.reasons.every(isBlank) ? refuse.reasonsMissing() : [fact('RevocationClosed', data)]),
  }),
};

// Evolve

type Investigations = NonNullable<Certificate['investigations']>;

function inquiry(state: Certificate, change: Partial<Investigation>): Certificate {
  const { investigations } = state;
  if (investigations?.open === undefined) return state;
  return { ...state, investigations: { ...investigations, open: { ...investigations.open, ...change } } };
}

/** Those of earlier investigations, each under the law that it ended under. */
const endedClocks = ({ investigations }: Certificate) =>
  investigations === undefined ? [] : underOtherLaw(investigations.clocks, [], leftLaw(investigations));

const ended = ({ open: _over, ...investigations }: Investigations): Investigations => investigations;
const closed = (state: Certificate): Certificate =>
  state.investigations === undefined ? state : { ...state, investigations: ended(state.investigations) };

export const revocationEvents: EventsOf<RevocationEvents> = {
  RevocationOpened: {
    papers: ['revocation-notice'],
    evolve: (state, { data, effectiveAt, actor }) => ({
      ...state,
      investigations: {
        policy: data.policy,
        ...(data.calendar === undefined ? {} : { calendar: data.calendar }),
        clocks: endedClocks(state),
        open: {
          ground: data.ground,
          source: data.source,
          proposed: {
            scope: data.scope ?? 'whole',
            fraud: data.fraud ?? false,
            ...(data.items === undefined ? {} : { items: inWords(state.annex, data.items), ...rowsOf(state, data.items) }),
          },
          reasons: data.reasons ?? [],
          ...(data.caseId === undefined ? {} : { caseId: data.caseId }),
          excluded: [...(data.inspectors ?? []), actor.id],
          openedAt: effectiveAt,
          extended: false,
          statement: 'awaited',
        },
      },
    }),
  },
  RevocationSuspended: (state, { data }) => inquiry(state, { suspended: data.reason }),
  RevocationResumed: (state) => {
    const { investigations } = state;
    if (investigations?.open === undefined) return state;
    const { suspended: _over, ...open } = investigations.open;
    return { ...state, investigations: { ...investigations, open } };
  },
  RevocationExtended: (state) => inquiry(state, { extended: true }),
  StatementRecorded: (state) => inquiry(state, { statement: 'recorded' }),
  StatementWaived: (state) => inquiry(state, { statement: 'waived' }),
  CertificateRevoked: {
    papers: ['revocation-decision', 'annex-after-revocation'],
    evolve: (state, { data: { ground, scope, items: named, rows, fraud }, effectiveAt }) => {
      const items = named && inWords(state.annex, named);
      const revocation: Revocation = { on: dateOf(effectiveAt), ground, scope, fraud, ...(items === undefined ? {} : { items }) };
      const revoked = [...(state.revoked ?? []), revocation];
      if (scope === 'whole') return { ...closed(state), status: 'REVOKED', revoked };
      const revokedItems = distinct([...(state.revokedItems ?? []), ...(items ?? [])]);
      const lives = state.status === 'VALID' || state.status === 'DEEMED_RENEWED';
      const annex = rows === undefined ? state.annex : changedAnnex(state.annex, { dropped: rows });
      return {
        ...closed(state),
        ...(annex && { annex }),
        revoked,
        revokedItems,
        ...(lives ? { status: 'REVOKED_PARTIAL' as const } : {}),
      };
    },
  },
  RevocationClosed: { papers: ['no-revocation-decision'], evolve: closed },
  TimeLimitBreached: (state) => state,
};
