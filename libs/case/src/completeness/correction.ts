import { casePart, type DefinitionsOf, type EventsOf } from '../definition.js';
import { atTheWindow, awaitingCorrection } from '../file/custody.js';
import {
  answering,
  notAsked,
  recorded,
  unanswered,
  unfitFiles,
  unknownFile,
  unknownReplaced,
  withSupplied,
} from '../file/files.js';
import { examinedBy } from '../file/rules.js';
import type { CorrectionItem, SuppliedMaterial } from '../file/state.js';
import * as refuse from '../rejections.js';
import { commitmentPaper, foreignMaterial } from './materials.js';

// Commands

export interface CorrectionCommands {
  RequestCorrection: { readonly items: readonly CorrectionItem[]; readonly respondWithinWorkingDays: number };
  SupplyCorrection: { readonly items: readonly SuppliedMaterial[] };
}

// Events

export interface CorrectionEvents {
  CorrectionRequested: { readonly items: readonly CorrectionItem[]; readonly respondWithinWorkingDays: number };
  CorrectionSupplied: { readonly items: readonly SuppliedMaterial[] };
}

// Decide

const { command, event, fact } = casePart<CorrectionCommands, CorrectionEvents>();

export const correctionCommands: DefinitionsOf<CorrectionCommands, CorrectionEvents> = {
  /** One notice only, naming every gap (许可法32(四), 72(四)). */
  RequestCorrection: command('RequestCorrection', {
    in: ['received', 'awaiting-correction'],
    by: ['clerk'],
    fits: ({ correctionRequested }) => !correctionRequested,
    decide: (data, { file }, { policy }) => {
      if (file.correctionRequested) return refuse.correctionAlreadyRequested();
      if (data.items.length === 0) return refuse.correctionItemsMissing();
      const max = policy.limit('T03').setBy?.max ?? Infinity;
      const { respondWithinWorkingDays: days } = data;
      if (!Number.isInteger(days) || days < 1 || days > max) return refuse.correctionTimeInvalid(max);
      return foreignMaterial(data.items, file, policy) ?? unknownFile(data.items, file) ?? [fact('CorrectionRequested', data)];
    },
  }),

  SupplyCorrection: command('SupplyCorrection', {
    in: ['awaiting-correction'],
    by: ['applicant'],
    nextIn: ['awaiting-correction'],
    decide: ({ items }, state, { policy }) => {
      const signed = state.file.commitment === undefined ? undefined : commitmentPaper(state.file, policy);
      const given = answering(state.items, items, state.file);
      const missing = unanswered(state.items, given).filter((one) => one !== signed);
      const misplaced = unknownReplaced(items, state.file);
      if (misplaced !== undefined) return misplaced;
      if (missing.length > 0) return refuse.correctionIncomplete(missing, policy, notAsked(state.items, items));
      return unfitFiles(given, state.file, policy) ?? [fact('CorrectionSupplied', { items: recorded(given, state.file) })];
    },
  }),
};

// Evolve

export const correctionEvents: EventsOf<CorrectionEvents> = {
  CorrectionRequested: event('CorrectionRequested', {
    in: ['received'],
    papers: ['correction-notice'],
    custody: awaitingCorrection,
    evolve: ({ file }, { data, actor }) => ({
      status: 'awaiting-correction',
      file: { ...examinedBy(file, actor.id), correctionRequested: true },
      items: data.items,
    }),
  }),
  CorrectionSupplied: event('CorrectionSupplied', {
    in: ['awaiting-correction'],
    custody: atTheWindow,
    evolve: ({ file }, { data }) => ({
      status: 'received',
      file: withSupplied(file, data.items),
    }),
  }),
};
