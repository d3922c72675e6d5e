import { dateOf, nothing, type Instant } from '#kernel';
import { noPolicyInForce, type ApplicationKind } from '#policy';
import { command, fact, type DefinitionsOf, type EvolversOf } from './definition.js';
import * as refuse from './rejections.js';
import { checkTeam, sameTeam } from './rules.js';
import type { Inspector } from './state.js';

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
  AppointInspectors: { readonly team: readonly Inspector[] };
}

// Events

export interface CommissionEvents {
  /** Effective at the decision: from there the law counts. */
  VerificationCommissioned: Omit<CommissionCommands['CommissionVerification'], 'policy' | 'decidedAt'> & {
    readonly policy: string;
    readonly calendar?: string;
  };
  InspectorsAppointed: { readonly team: readonly Inspector[] };
}

// Decide

export const commissionCommands: DefinitionsOf<CommissionCommands> = {
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
    in: ['verification-due'],
    by: ['clerk', 'head'],
    decide: ({ team }, { file }, context) =>
      checkTeam(team, file, context) ??
      (sameTeam(team, file.inspectors) ? nothing : [fact('InspectorsAppointed', { team: team.map(bare) })]),
  }),
};

/** The body of an account is asked for the rule, not kept. */
const bare = ({ id, name }: Inspector): Inspector => ({ id, ...(name === undefined ? {} : { name }) });

// Evolve

export const commissionEvolvers: EvolversOf<CommissionEvents> = {
  VerificationCommissioned: (_state, { data, effectiveAt }) => ({
    status: 'verification-due',
    file: { ...data, decidedAt: effectiveAt, inspectors: [], clocks: [] },
  }),
  InspectorsAppointed: (state, { data }) => ({ ...state, file: { ...state.file, inspectors: data.team } }),
};
