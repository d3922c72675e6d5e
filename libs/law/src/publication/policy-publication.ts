import { policiesWith } from '../in-force/index.js';
import { DataFileError } from '#data-files';
import { differencesBy, gate, type GateReport, type Reasons } from './gate.js';
import {
  dateOf,
  evolvedBy,
  isRejection,
  nothing,
  type Decider,
  type EventsOf,
  type Instant,
  type LocalDate,
  type Rejection,
} from '#kernel';
import {
  lintPack,
  packLabel,
  parsePolicyPack,
  PolicyBookError,
  type LintFinding,
  type PolicyBook,
  type PolicyPack,
} from '../policy/index.js';
import * as refuse from './rejections.js';

/** The one stream of published policy packs. */
export const POLICY_STREAM = 'policy-published';

// Commands

interface PublishPolicy {
  readonly type: 'PublishPolicy';
  readonly data: {
    readonly pack: unknown;
    readonly sha256: string;
    readonly reason: string;
    /** Why something is added to what applicants are asked: by the path that the gate names. */
    readonly reasons?: Reasons;
  };
}

// Events

export interface PolicyPublished {
  readonly type: 'PolicyPublished';
  readonly data: {
    readonly label: string;
    readonly pack: PolicyPack;
    readonly sha256: string;
    readonly reason: string;
    readonly additions: GateReport['additions'];
    readonly reductions: GateReport['reductions'];
  };
}

// State

interface PublishedPack {
  readonly pack: PolicyPack;
  readonly sha256: string;
  readonly reason: string;
  readonly at: Instant;
}

export interface PolicyPublicationState {
  readonly published: readonly PublishedPack[];
}

// Decide

/** A pack that could be published but for what is found: the book with it, and every finding. */
export interface ExaminedPack {
  readonly pack: PolicyPack;
  readonly book: PolicyBook;
  readonly findings: readonly LintFinding[];
  readonly gate: GateReport;
}

/** Reads a pack and holds it against all others: shape, version, dates; then everything that lint and gate find. */
export function examinePack(json: unknown, known: PolicyBook, reasons: Reasons, today: LocalDate): ExaminedPack | Rejection {
  try {
    const pack = parsePolicyPack(json, 'pack');
    const versions = known.packs.filter(({ policy }) => policy === pack.policy).map(({ version }) => version);
    const highest = Math.max(0, ...versions);
    if (pack.version <= highest) return refuse.versionNotHigher('pack.version', String(highest), String(highest + 1));
    const book = policiesWith(known, [pack]);
    const findings = [...lawTakenAway(pack, known, today), ...lintPack(pack, book)];
    return { pack, book, findings, gate: gate(differencesBy(pack, known, book, today), reasons) };
  } catch (fault) {
    if (fault instanceof DataFileError) return refuse.fileMalformed('pack', fault);
    if (fault instanceof PolicyBookError) return refuse.policyContradicts(fault.message);
    throw fault;
  }
}

/**
 * The highest version of a pack counts from its publication on, so one that begins later would leave today without the one in force.
 * What changes later is a pack of its own, after a version that ends the present one; only what has not begun may be postponed.
 */
function lawTakenAway(pack: PolicyPack, known: PolicyBook, today: LocalDate): LintFinding[] {
  if (pack.effectiveFrom <= today) return [];
  const versions = known.packs.filter(({ policy }) => policy === pack.policy);
  const [before] = versions.sort((a, b) => b.version - a.version);
  if (before === undefined || before.effectiveFrom > today || (before.effectiveTo ?? today) < today) return [];
  const [label, from] = [packLabel(before), before.effectiveFrom];
  const zh = `${label} 现行有效，本版本自 ${pack.effectiveFrom} 才生效，发布后至该日之前将没有此规则：请从 ${from} 起，或者另立政策包`;
  const en = `${label} is in force and would not be from the publication on: begin on ${from}, or make it another pack`;
  return [{ path: '$.effectiveFrom', rule: 'law-taken-away', severity: 'error', zh, en }];
}

export type PolicyPublicationDecider = Decider<PolicyPublicationState, PublishPolicy, PolicyPublished>;

/** What the program came with is version 1 of the book; what is published here comes on top and is never taken back. */
export const policyPublicationDecider = (shipped: PolicyBook): PolicyPublicationDecider => ({
  initial: { published: [] },
  commands: ['PublishPolicy'],
  needs: { PublishPolicy: 'hash-of-the-publication' },
  admit: (_command, _state, actor) => refuse.unlessAdmin(actor),

  decide({ data: { pack: json, sha256, reason, reasons = {} } }, { published }, { now, actor }) {
    const turnedAway = refuse.unlessAdmin(actor);
    if (turnedAway !== undefined) return turnedAway;
    if (published.some((one) => one.sha256 === sha256)) return nothing;
    const known = policiesWith(
      shipped,
      published.map(({ pack }) => pack),
    );
    const examined = examinePack(json, known, reasons, dateOf(now));
    if (isRejection(examined)) return examined;
    const { pack, findings, gate: report } = examined;
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) return refuse.policyLint(errors);
    if (report.unexplained.length > 0) return refuse.reductionGate(report);
    const { additions, reductions } = report;
    return [{ type: 'PolicyPublished', data: { label: packLabel(pack), pack, sha256, reason, additions, reductions } }];
  },

  evolve: (state, event) => evolvedBy(policyPublicationEvents, state, event),
});

// Evolve

export const policyPublicationEvents: EventsOf<{ PolicyPublished: PolicyPublished['data'] }, PolicyPublicationState> = {
  PolicyPublished: ({ published }, { data: { pack, sha256, reason }, recordedAt }) => ({
    published: [...published, { pack, sha256, reason, at: recordedAt }],
  }),
};
