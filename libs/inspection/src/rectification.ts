import { isBlank } from '#kernel';
import { inspectionPart, type DefinitionsOf, type EventsOf } from './definition.js';
import * as refuse from './rejections.js';
import { checkInspector } from './rules.js';
import type { In, OpenInspection } from './state.js';
import { proposalOf, proposed, type VerdictEvents } from './verdict.js';

// Commands

export interface RectificationCommands {
  SubmitVerificationRectification: { readonly note?: string };
  CheckVerificationRectification: {
    readonly passed: boolean;
    readonly findings?: string;
    /** Not passed: the items of the certificate at fault; the whole certificate where left out. */
    readonly items?: readonly string[];
  };
}

// Events

export interface RectificationEvents {
  VerificationRectificationSubmitted: { readonly note?: string };
  VerificationRectificationChecked: {
    readonly passed: boolean;
    readonly findings?: string;
    readonly items?: readonly string[];
  };
}

// Decide

type Caused = RectificationEvents & Pick<VerdictEvents, 'RevocationProposed'>;
const { command, fact } = inspectionPart<RectificationCommands, Caused>();

export const rectificationCommands: DefinitionsOf<RectificationCommands, Caused> = {
  SubmitVerificationRectification: command('SubmitVerificationRectification', {
    in: ['verification-rectification'],
    by: ['applicant'],
    decide: (data) => [fact('VerificationRectificationSubmitted', data)],
  }),

  /** Passed: the verification is closed. Not passed: revocation is proposed (评审准则19). */
  CheckVerificationRectification: command('CheckVerificationRectification', {
    in: ['verification-check'],
    by: ['reviewer'],
    needs: 'items-of-the-certificate',
    heldBack: ({ file }, asking) => checkInspector(file.inspectors, asking),
    decide: (data, { file }) => {
      const checked = fact('VerificationRectificationChecked', data);
      if (data.passed) return [checked];
      const { findings, items } = data;
      return findings === undefined || isBlank(findings)
        ? refuse.findingsMissing()
        : [checked, proposed(proposalOf(items, [findings]), file)];
    },
  }),
};

// Evolve

const itemsOf = (state: OpenInspection): readonly string[] => (state as Partial<In<'verification-check'>>).items ?? [];

export const rectificationEvents: EventsOf<RectificationEvents> = {
  VerificationRectificationSubmitted: (state) => ({ status: 'verification-check', file: state.file, items: itemsOf(state) }),
  VerificationRectificationChecked: ({ file }) => ({ status: 'verification-closed', file }),
};
