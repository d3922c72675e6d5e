import { dateOf, nothing } from '#kernel';
import type { AcceptanceEvents } from '../completeness/acceptance.js';
import { certificateOrder } from '../decision/certificate-order.js';
import { type DecisionEvents } from '../decision/decision.js';
import { certificateAllowsGrant } from '../decision/renewal.js';
import { casePart, type DefinitionsOf, type EventsOf } from '../definition.js';
import { recorded, unfitFiles, withSupplied } from '../file/files.js';
import {
  CLOSED,
  UNDECIDED,
  withFile,
  type CaseFile,
  type CaseStatus,
  type HeldMaterial,
  type OpenCase,
  type Reduction,
  type SuppliedMaterial,
} from '../file/state.js';
import * as refuse from '../rejections.js';
import { machineDecision } from './on-the-spot.js';

// Commands

export interface SilentSource {
  readonly source: string;
  readonly material: string;
  readonly reason: string;
}

export interface ReductionCommands {
  /** The engine's own, once after the receipt: what the rules of five-reductions make of the answers of the sources. */
  ApplyReductions: {
    readonly reductions: readonly Reduction[];
    readonly waivedMaterials: readonly HeldMaterial[];
    readonly silent: readonly SilentSource[];
    /** Where a machine may decide: all that sources hold, handed in or not, and what is reduced by deciding at once. */
    readonly onTheSpot?: { readonly held: readonly HeldMaterial[]; readonly reductions: readonly Reduction[] };
  };
  /** What a silent source did not give, from the applicant. Nobody waits for it: no status changes and no clock stops. */
  SupplyMaterial: { readonly items: readonly SuppliedMaterial[] };
}

// Events

export interface ReductionEvents {
  ReductionsApplied: { readonly reductions: readonly Reduction[]; readonly waivedMaterials: readonly HeldMaterial[] };
  DataSourceSilent: SilentSource;
  MaterialSupplied: { readonly items: readonly SuppliedMaterial[] };
}

// Decide

type Caused = ReductionEvents & Pick<AcceptanceEvents, 'ApplicationAccepted'> & Pick<DecisionEvents, 'QualificationGranted'>;
const { command, fact } = casePart<ReductionCommands, Caused>();

/** Before the decision, and once in effect: whatever it brought about, even a silence, is on the file. */
export const mayStillBeReduced = ({ status, file: { reductions, silent } }: OpenCase): boolean =>
  (UNDECIDED as readonly CaseStatus[]).includes(status) && reductions === undefined && silent === undefined;

/** What a source owes and the applicant may hand in instead (国务院令716号7: shared data that cannot be had). */
export const askedFor = ({ silent = [], waivedMaterials = [], materials }: CaseFile): readonly string[] => {
  const there = new Set([...waivedMaterials, ...materials].map(({ material }) => material));
  return [...new Set(silent.map(({ material }) => material))].filter((material) => !there.has(material));
};

const ANY: readonly Exclude<CaseStatus, 'none'>[] = [...UNDECIDED, 'granted', ...CLOSED];

export const reductionCommands: DefinitionsOf<ReductionCommands, Caused> = {
  /** Decided on the spot only while nobody has taken the case in hand, and only where every condition holds at this moment (许可法34). */
  ApplyReductions: command('ApplyReductions', {
    in: ANY,
    by: ['engine'],
    decide: ({ reductions, waivedMaterials, silent, onTheSpot }, state, context) => {
      if (!mayStillBeReduced(state)) return nothing;
      const { file } = state;
      const decision =
        state.status === 'received' && onTheSpot !== undefined && certificateAllowsGrant(file, dateOf(context.now)) === undefined
          ? machineDecision(file, context.policy, onTheSpot.held)
          : undefined;
      const all = decision === undefined ? reductions : [...reductions, ...(onTheSpot?.reductions ?? [])];
      return [
        ...silent.map((one) => fact('DataSourceSilent', one)),
        ...(all.length + waivedMaterials.length === 0 ? [] : [fact('ReductionsApplied', { reductions: all, waivedMaterials })]),
        ...(decision === undefined
          ? []
          : [
              fact('ApplicationAccepted', { reviewForm: 'NONE' }),
              fact('QualificationGranted', {
                certificate: certificateOrder(file, dateOf(context.now), false, context),
                machineDecision: decision,
              }),
            ]),
      ];
    },
  }),

  /** Nothing but what is asked for: what was already looked at is not exchanged behind the reviewer's back. */
  SupplyMaterial: command('SupplyMaterial', {
    in: UNDECIDED,
    by: ['applicant'],
    fits: (file) => askedFor(file).length > 0,
    decide: ({ items }, { file }, { policy }) => {
      const asked = askedFor(file);
      const foreign = items.findIndex(({ material }) => !asked.includes(material));
      if (items.length === 0 || foreign >= 0)
        return refuse.materialNotAsked(`items[${Math.max(0, foreign)}].material`, asked, policy);
      return unfitFiles(items, file, policy) ?? [fact('MaterialSupplied', { items: recorded(items, file) })];
    },
  }),
};

// Evolve

export const reductionEvents: EventsOf<ReductionEvents> = {
  ReductionsApplied: (state, { data: { reductions, waivedMaterials } }) =>
    withFile(state, { ...state.file, reductions, waivedMaterials }),
  DataSourceSilent: (state, { data }) => withFile(state, { ...state.file, silent: [...(state.file.silent ?? []), data] }),
  MaterialSupplied: (state, { data }) => withFile(state, withSupplied(state.file, data.items)),
};
