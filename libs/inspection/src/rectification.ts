import { command, fact, type DefinitionsOf, type EvolversOf } from './definition.js';
import { checkInspector } from './rules.js';
import type { In, OpenInspection } from './state.js';
import { proposed } from './verdict.js';

// Commands

export interface RectificationCommands {
  SubmitVerificationRectification: { readonly note?: string };
  CheckVerificationRectification: { readonly passed: boolean; readonly findings?: string };
}

// Events

export interface RectificationEvents {
  VerificationRectificationSubmitted: { readonly note?: string };
  VerificationRectificationChecked: { readonly passed: boolean; readonly findings?: string };
}

// Decide

export const rectificationCommands: DefinitionsOf<RectificationCommands> = {
  SubmitVerificationRectification: command('SubmitVerificationRectification', {
    in: ['verification-rectification'],
    by: ['applicant'],
    decide: (data) => [fact('VerificationRectificationSubmitted', data)],
  }),

  /** Passed: the verification is closed. Not passed: revocation is proposed (评审准则19). */
  CheckVerificationRectification: command('CheckVerificationRectification', {
    in: ['verification-check'],
    by: ['reviewer'],
    decide: (data, { file, items }, context) => {
      const checked = fact('VerificationRectificationChecked', data);
      const failed = proposed({ scope: 'items', items, reasons: [data.findings ?? '整改未通过'], fraud: false }, file);
      return checkInspector(file.inspectors, context) ?? (data.passed ? [checked] : [checked, failed]);
    },
  }),
};

// Evolve

const itemsOf = (state: OpenInspection): readonly string[] => (state as Partial<In<'verification-check'>>).items ?? [];

export const rectificationEvolvers: EvolversOf<RectificationEvents> = {
  VerificationRectificationSubmitted: (state) => ({ status: 'verification-check', file: state.file, items: itemsOf(state) }),
  VerificationRectificationChecked: ({ file }) => ({ status: 'verification-closed', file }),
};
