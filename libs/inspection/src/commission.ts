import { dateOf, isBlank, nothing, type Instant } from '#kernel';
import { noPolicyInForce, type ApplicationKind } from '#law';
import { inspectionPart, type DefinitionsOf, type EventsOf } from './definition.js';
import * as refuse from './rejections.js';
import { checkTeam, sameTeam } from './rules.js';
import type { InspectionFile, Inspector } from './state.js';

// Commands

export interface CommissionCommands {
  /** The engine's own, once a self-declaration has been accepted. From anybody else it changes nothing. */
  CommissionVerification: {
    readonly caseId: string;
    readonly kind: ApplicationKind;
    readonly institution: { readonly uscc: string; readonly name: string };
    readonly commitmentSha256: string;
    readonly mandatoryStandards: boolean;
    readonly decidedAt: Instant;
    readonly decidedBy?: string;
    readonly applicant?: string;
    /** That of the case; where left out the one in force on the day of the decision. */
    readonly policy?: string;
  };
  /** `reason`: a must once there is a verdict, when others take over the check of the rectification. */
  AppointInspectors: { readonly team: readonly Inspector[]; readonly reason?: string };
}

// Events

export interface CommissionEvents {
  /** Effective at the decision: from there the law counts. */
  VerificationCommissioned: Omit<CommissionCommands['CommissionVerification'], 'policy' | 'decidedAt'> & {
    readonly policy: string;
    readonly calendar?: string;
  };
  InspectorsAppointed: { readonly team: readonly Inspector[]; readonly reason?: string };
}

// Decide

const { command, fact } = inspectionPart<CommissionCommands, CommissionEvents>();

export const commissionCommands: DefinitionsOf<CommissionCommands, CommissionEvents> = {
  CommissionVerification: command('CommissionVerification', {
    in: [
      'none',
      'verification-due',
      'verification-rectification',
      'verification-check',
      'verification-closed',
      'revocation-proposed',
    ],
    by: ['engine', 'clerk'],
    decide: ({ decidedAt, ...data }, { status }, { actor, law }) => {
      if (status !== 'none') return nothing;
      if (actor.role !== 'engine') return refuse.verificationNotDue();
      const policy = data.policy ?? law.policies.findInForce(dateOf(decidedAt))?.versionLabel;
      if (policy === undefined) return noPolicyInForce();
      return [
        { ...fact('VerificationCommissioned', { ...data, policy, calendar: law.calendar.version }), effectiveAt: decidedAt },
      ];
    },
  }),

  /** Two or more officers, none of them concerned (许可法34, 61); a new team takes the place of the one before. */
  AppointInspectors: command('AppointInspectors', {
    in: ['verification-due', 'verification-rectification', 'verification-check'],
    by: ['clerk', 'head'],
    names: { team: 'assessor' },
    decide: ({ team, reason }, { status, file }, context) => {
      const problem = checkTeam(team, file, context);
      if (problem !== undefined) return problem;
      if (sameTeam(team, file.inspectors)) return nothing;
      if (status !== 'verification-due' && isBlank(reason ?? '')) return refuse.inspectorsReasonMissing();
      return [fact('InspectorsAppointed', { team: team.map(bare), ...(reason === undefined ? {} : { reason }) })];
    },
  }),
};

/** The body of an account is asked for the rule, not kept. */
const bare = ({ id, name }: Inspector): Inspector => ({ id, ...(name === undefined ? {} : { name }) });

// Evolve

/** Before the verdict nobody has inspected yet. */
const replacedIn = ({ verdict, inspectors, formerInspectors = [] }: InspectionFile): Pick<InspectionFile, 'formerInspectors'> =>
  verdict === undefined ? {} : { formerInspectors: [...new Set([...formerInspectors, ...inspectors.map(({ id }) => id)])] };

export const commissionEvents: EventsOf<CommissionEvents> = {
  VerificationCommissioned: (_state, { data, effectiveAt }) => ({
    status: 'verification-due',
    file: { ...data, decidedAt: effectiveAt, inspectors: [], clocks: [] },
  }),
  InspectorsAppointed: (state, { data }) => ({
    ...state,
    file: { ...state.file, inspectors: data.team, ...replacedIn(state.file) },
  }),
};
