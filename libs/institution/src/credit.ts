import { addMonths, assertNever, dateOf, nothing, type LocalDate } from '#kernel';
import { noPolicyInForce, type PolicyValues } from '#law';
import { institutionPart, type DefinitionsOf, type EventsOf, type InstitutionContext, type OfBody } from './definition.js';
import * as refuse from './rejections.js';
import { named } from './registration.js';
import type { BanGround, CreditClass, Facts, Flags, InstitutionState, Lifted } from './state.js';

// Commands

type Named = Pick<Partial<Facts>, 'name' | 'legalRepresentative'>;

export interface CreditCommands {
  /** `source`: where the authority has it from, a decision number or a register. */
  RecordStanding: OfBody & Flags & { readonly source: string };
  RecordCreditClass: OfBody & { readonly class: CreditClass; readonly source: string };
  RecordBreach: OfBody &
    Named & {
      readonly what: string;
      readonly source: string;
      readonly on?: LocalDate;
      readonly caseId?: string;
      readonly barsCommitment?: boolean;
    };
  /** The engine's own, after a refusal for falsehood (B1) or a revocation for fraud (B2). */
  ImposeBan: OfBody &
    Named & {
      readonly ground: BanGround;
      readonly from: LocalDate;
      readonly source: string;
      readonly policy?: string;
    };
  /** An entry that was wrong, or whose reason has gone, no longer counts; it is never deleted. */
  LiftEntry: OfBody & { readonly entry: string; readonly reason: string };
}

// Events

export interface CreditEvents {
  StandingRecorded: CreditCommands['RecordStanding'];
  CreditClassRecorded: CreditCommands['RecordCreditClass'];
  BreachRecorded: CreditCommands['RecordBreach'] & { readonly entry: string };
  BanImposed: Omit<CreditCommands['ImposeBan'], 'policy'> & {
    readonly entry: string;
    readonly until: LocalDate;
    readonly basis: string;
    readonly policy: string;
  };
  EntryLifted: CreditCommands['LiftEntry'];
}

// Decide

const { command, fact } = institutionPart<CreditCommands, CreditEvents>();

/**
 * B1: one year after a refusal for falsehood (办法33, 许可法78). B2: three years after a revocation for fraud (办法32, 许可法79), or for a false
 * commitment in matters of public safety (许可法79), under the law of 2015 after any (办法(2015)45): each under the law that knows it.
 */
function yearsAfter(ground: BanGround, values: PolicyValues): PolicyValues['banYearsAfterFraud'] | undefined {
  switch (ground) {
    case 'falsehood':
      return values.banYearsAfterFalsehood;
    case 'fraud':
      return values.banYearsAfterFraud;
    case 'false-commitment':
      return values.banYearsAfterFalseCommitment ?? values.banYearsAfterFraud;
    case 'revocation':
      return values.banYearsAfterRevocation;
    default:
      return assertNever(ground, 'ground');
  }
}

/** Undefined where no law was in force on that day, `none` where the law knows no ban on that ground. */
function banRule(ground: BanGround, from: LocalDate, label: string | undefined, { policies }: InstitutionContext) {
  const policy = label === undefined ? policies.findInForce(from) : policies.byLabel(label);
  if (policy === undefined) return undefined;
  const years = yearsAfter(ground, policy.values);
  if (years === undefined) return 'none';
  const { value, basis } = years;
  return { until: addMonths(from, 12 * value), basis: basis.join('、'), policy: policy.versionLabel };
}

const entryOf = (kind: 'ban' | 'breach', source: string): string => `${kind}:${source}`;
const has = (entries: readonly { readonly entry: string }[] | undefined, entry: string): boolean =>
  entries?.some((one) => one.entry === entry) === true;

export const creditCommands: DefinitionsOf<CreditCommands, CreditEvents> = {
  RecordStanding: command('RecordStanding', {
    by: ['supervisor', 'engine'],
    decide: (data, { standing }) =>
      standing.breachInLastTerm === data.breachInLastTerm &&
      standing.badCreditList === data.badCreditList &&
      standing.punishedWithin2Years === data.punishedWithin2Years
        ? nothing
        : [fact('StandingRecorded', data)],
  }),

  RecordCreditClass: command('RecordCreditClass', {
    by: ['supervisor'],
    decide: (data, { creditClass }) =>
      creditClass?.class === data.class && creditClass.source === data.source ? nothing : [fact('CreditClassRecorded', data)],
  }),

  RecordBreach: command('RecordBreach', {
    by: ['supervisor', 'engine'],
    decide: (data, { breaches }) => {
      const entry = entryOf('breach', data.source);
      return has(breaches, entry) ? nothing : [fact('BreachRecorded', { ...data, entry })];
    },
  }),

  ImposeBan: command('ImposeBan', {
    by: ['engine'],
    decide: ({ policy, ...data }, { bans }, context) => {
      const entry = entryOf('ban', data.source);
      if (has(bans, entry)) return nothing;
      const rule = banRule(data.ground, data.from, policy, context);
      if (rule === 'none') return nothing;
      return rule === undefined ? noPolicyInForce() : [fact('BanImposed', { ...data, ...rule, entry })];
    },
  }),

  LiftEntry: command('LiftEntry', {
    by: ['supervisor', 'engine'],
    decide: (data, { bans = [], breaches = [], withdrawals = [] }) => {
      const entries = [...bans, ...breaches, ...withdrawals];
      const found = entries.find(({ entry }) => entry === data.entry);
      if (found === undefined) return refuse.entryNotFound(entries.map(({ entry }) => entry));
      return found.lifted === undefined ? [fact('EntryLifted', data)] : nothing;
    },
  }),
};

// Evolve

function lifted(state: InstitutionState, entry: string, lifting: Lifted): InstitutionState {
  const mark = <T extends { readonly entry: string }>(list: readonly T[]): readonly T[] =>
    list.map((one) => (one.entry === entry ? { ...one, lifted: lifting } : one));
  const { bans, breaches, withdrawals } = state;
  return {
    ...state,
    ...(bans === undefined ? {} : { bans: mark(bans) }),
    ...(breaches === undefined ? {} : { breaches: mark(breaches) }),
    ...(withdrawals === undefined ? {} : { withdrawals: mark(withdrawals) }),
  };
}

export const creditEvents: EventsOf<CreditEvents> = {
  StandingRecorded: (state, { data: { breachInLastTerm, badCreditList, punishedWithin2Years } }) => ({
    ...state,
    standing: { breachInLastTerm, badCreditList, punishedWithin2Years },
  }),
  CreditClassRecorded: (state, { data, effectiveAt }) => ({
    ...state,
    creditClass: { class: data.class, source: data.source, on: dateOf(effectiveAt) },
  }),
  BreachRecorded: (state, { data: { entry, what, source, on, caseId, barsCommitment = false, ...who }, effectiveAt }) => ({
    ...named(state, who),
    breaches: [
      ...(state.breaches ?? []),
      { entry, what, source, on: on ?? dateOf(effectiveAt), barsCommitment, ...(caseId === undefined ? {} : { caseId }) },
    ],
  }),
  BanImposed: (state, { data: { entry, ground, from, until, basis, source, ...who } }) => ({
    ...named(state, who),
    bans: [...(state.bans ?? []), { entry, ground, on: from, until, basis, source }],
  }),
  EntryLifted: (state, { data: { entry, reason }, effectiveAt, actor }) =>
    lifted(state, entry, { on: dateOf(effectiveAt), by: actor.id, reason }),
};
