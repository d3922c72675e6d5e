import { commitmentTerms } from '../commitment/commitment-text.js';
import { withdrawCommitment, type WithdrawalEvents } from '../commitment/withdrawal.js';
import { isLateRenewal } from '../decision/renewal.js';
import { casePart, type CaseContext, type DefinitionsOf, type EventsOf } from '../definition.js';
import { atTheWindow } from '../file/custody.js';
import { UNDECIDED, type Application, type Warning } from '../file/state.js';
import { warningsOn } from './receipt-hints.js';
import { checkSubmission } from './submission-rules.js';

// Commands

export interface SubmissionCommands {
  SubmitApplication: Application & {
    /** Only for what-if runs: a policy other than the one in force on the day. */
    readonly policy?: string;
  };
  WithdrawApplication: { readonly reason?: string };
}

// Events

export interface SubmissionEvents {
  ApplicationReceived: Application & {
    readonly late: boolean;
    readonly warnings?: readonly Warning[];
    readonly policy: string;
    readonly calendar: string;
  };
  ApplicationWithdrawn: { readonly reason?: string };
  /** Told once, word for word, together with the receipt. */
  CommitmentTermsTold: { readonly edition: string; readonly terms: readonly string[] };
}

// Decide

type Caused = SubmissionEvents & WithdrawalEvents;
const { command, fact } = casePart<SubmissionCommands, Caused>();

/** The five points are told once, together with the receipt (告知承诺实施办法). */
const termsTold = (application: Application, { policy }: CaseContext) =>
  application.procedure === 'COMMITMENT'
    ? [
        fact('CommitmentTermsTold', {
          edition: policy.values.commitment.value.edition,
          terms: commitmentTerms(application, policy),
        }),
      ]
    : [];

export const submissionCommands: DefinitionsOf<SubmissionCommands, Caused> = {
  SubmitApplication: command('SubmitApplication', {
    in: ['none'],
    by: ['applicant'],
    needs: 'held-already',
    decide: ({ policy: _chosen, alsoKinds = [], ...alone }, _state, context) => {
      const application = alsoKinds.length === 0 ? alone : { ...alone, alsoKinds };
      return (
        checkSubmission(application, context) ?? [
          fact('ApplicationReceived', {
            ...application,
            late: isLateRenewal(application, context),
            ...warningsOn(application, context),
            policy: context.policy.versionLabel,
            calendar: context.calendar.version,
          }),
          ...termsTold(application, context),
        ]
      );
    },
  }),

  WithdrawApplication: command('WithdrawApplication', {
    in: UNDECIDED,
    by: ['applicant'],
    decide: (data, { file }) =>
      file.procedure === 'COMMITMENT' ? withdrawCommitment(data.reason, file) : [fact('ApplicationWithdrawn', data)],
  }),
};

// Evolve

export const submissionEvents: EventsOf<SubmissionEvents> = {
  ApplicationReceived: {
    papers: ['receipt'],
    custody: atTheWindow,
    evolve: (_state, { data, effectiveAt, actor }) => ({
      status: 'received',
      file: {
        ...data,
        applicant: actor.id,
        receivedAt: effectiveAt,
        reviewForm: 'UNDECIDED',
        correctionRequested: false,
        decisionExtended: false,
        reviewers: [],
        clocks: [],
      },
    }),
  },
  ApplicationWithdrawn: {
    papers: ['withdrawal-notice'],
    custody: 'closed',
    evolve: ({ file }) => ({ status: 'withdrawn', file, deemed: false }),
  },
  CommitmentTermsTold: { papers: ['commitment-terms'], evolve: (state) => state },
};
