import { inspectionPart, type DefinitionsOf, type EventsOf, type InspectionContext } from './definition.js';
import * as refuse from './rejections.js';
import { checkInspector, checkTeam, longestRectification } from './rules.js';
import type { InspectionFile, Inspector, Proposal, Verdict } from './state.js';
import { isBlank, type Decision, type Fact, type LocalDate, type MessagesOf } from '#kernel';

// Commands

export interface VerdictCommands {
  ConcludeVerification: {
    readonly verdict: Verdict;
    readonly findings?: string;
    /** 基本属实: what is to be rectified. 严重不实: the items at fault; the whole certificate where left out. */
    readonly items?: readonly string[];
    readonly withinWorkingDays?: number;
    /** The qualification was obtained by fraud (办法32). */
    readonly fraud?: boolean;
    readonly inspectors?: readonly Inspector[];
  };
}

// Events

export interface VerdictEvents {
  /** The record of the visit, signed by the inspectors (许可法61). */
  VerificationConcluded: {
    readonly caseId: string;
    readonly institution: InspectionFile['institution'];
    readonly verdict: Verdict;
    readonly findings?: string;
    readonly items?: readonly string[];
    readonly inspectors: readonly Inspector[];
  };
  VerificationRectificationOrdered: { readonly items: readonly string[]; readonly withinWorkingDays: number };
  /** The inspectors propose to the agency that the certificate, or items of it, be revoked (评审准则19). */
  RevocationProposed: Proposal & {
    readonly caseId: string;
    readonly institution: InspectionFile['institution'];
    readonly verdict: Verdict;
    readonly inspectors: readonly string[];
    /** The limit that ran out, where that is the reason. */
    readonly limit?: string;
    readonly run?: number;
    readonly due?: LocalDate;
  };
}

// Decide

const { command, fact } = inspectionPart<VerdictCommands, VerdictEvents>();

export const verdictCommands: DefinitionsOf<VerdictCommands, VerdictEvents> = {
  ConcludeVerification: command('ConcludeVerification', {
    in: ['verification-due'],
    by: ['reviewer'],
    names: { inspectors: 'assessor' },
    needs: 'items-of-the-certificate',
    heldBack: ({ file }, asking) => (file.inspectors.length === 0 ? undefined : checkInspector(file.inspectors, asking)),
    decide: ({ inspectors, ...data }, { file }, context) => {
      const team = file.inspectors.length > 0 ? file.inspectors : inspectors;
      if (team === undefined) return refuse.inspectorsMissing();
      return checkTeam(team, file, context) ?? checkInspector(team, context) ?? concluded(data, team, file, context);
    },
  }),
};

function concluded(
  { verdict, findings, items, withinWorkingDays, fraud = false }: Omit<VerdictCommands['ConcludeVerification'], 'inspectors'>,
  team: readonly Inspector[],
  file: InspectionFile,
  { policy }: InspectionContext,
): Decision<Fact<MessagesOf<VerdictEvents>>> {
  const inspectors = team.map(({ id, name }) => ({ id, ...(name === undefined ? {} : { name }) }));
  const { caseId, institution } = file;
  const conclusion = fact('VerificationConcluded', {
    caseId,
    institution,
    verdict,
    ...(findings === undefined ? {} : { findings }),
    ...(items === undefined ? {} : { items }),
    inspectors,
  });
  if (verdict === '属实') return [conclusion];
  if (findings === undefined || isBlank(findings)) return refuse.findingsMissing();
  if (verdict === '严重不实') {
    return [conclusion, proposed(proposalOf(items, [findings], fraud), { ...file, inspectors, verdict })];
  }
  if (items === undefined || items.every(isBlank)) return refuse.rectificationItemsMissing();
  const max = longestRectification(policy);
  const days = withinWorkingDays ?? max;
  if (!Number.isInteger(days) || days < 1 || days > max) return refuse.rectificationTooLong(max);
  return [conclusion, fact('VerificationRectificationOrdered', { items, withinWorkingDays: days })];
}

/** Proposed is the revocation of the items of the certificate that are named, of the whole where none are (评审准则19). */
export const proposalOf = (items: readonly string[] = [], reasons: readonly string[], fraud = false): Proposal =>
  items.length === 0 ? { scope: 'whole', reasons, fraud } : { scope: 'items', items, reasons, fraud };

export const proposed = (
  proposal: Proposal,
  file: InspectionFile,
  ranOut: { limit?: string; run?: number; due?: LocalDate } = {},
) =>
  fact('RevocationProposed', {
    ...proposal,
    caseId: file.caseId,
    institution: file.institution,
    verdict: file.verdict ?? '严重不实',
    inspectors: [...new Set([...file.inspectors.map(({ id }) => id), ...(file.formerInspectors ?? [])])],
    ...ranOut,
  });

// Evolve

export const verdictEvents: EventsOf<VerdictEvents> = {
  VerificationConcluded: ({ file }, { data: { verdict, findings, inspectors } }) => ({
    status: 'verification-closed',
    file: { ...file, verdict, inspectors, ...(findings === undefined ? {} : { findings }) },
  }),
  VerificationRectificationOrdered: ({ file }, { data }) => ({ status: 'verification-rectification', file, items: data.items }),
  RevocationProposed: (state, { data: { scope, items, reasons, fraud } }) => ({
    status: 'revocation-proposed',
    file: state.file,
    proposal: { scope, reasons, fraud, ...(items === undefined ? {} : { items }) },
  }),
};
