import { nothing, type Instant } from '#kernel';
import { institutionPart, type DefinitionsOf, type EventsOf, type OfBody } from './definition.js';
import { withSignatories, type SignatoryChange } from './signatories.js';
import type { Facts, InstitutionState } from './state.js';

// Commands

export interface RegistrationCommands {
  /** What is named takes the place of what was registered; a body is first registered with its name. */
  RegisterFacts: OfBody &
    Partial<Facts> & {
      readonly source: string;
      /** What it is called until somebody registers its name. */
      readonly knownAs?: string;
      /** When it was decided, where it is registered afterwards: what was decided later stands. */
      readonly decidedAt?: Instant;
    };
  /** The engine's own: who may sign from now on, and for what, as a granted case says (谁签字谁担责). */
  RecordSignatories: OfBody & { readonly caseId: string; readonly signatories: readonly SignatoryChange[] };
}

// Events

export interface RegistrationEvents {
  /** Takes effect with the decision. */
  FactsRegistered: Omit<RegistrationCommands['RegisterFacts'], 'decidedAt'>;
  SignatoriesRecorded: RegistrationCommands['RecordSignatories'];
}

// Decide

const { command, fact } = institutionPart<RegistrationCommands, RegistrationEvents>();

export const registrationCommands: DefinitionsOf<RegistrationCommands, RegistrationEvents> = {
  RegisterFacts: command('RegisterFacts', {
    by: ['supervisor', 'clerk', 'engine'],
    decide: ({ decidedAt, ...data }, { facts, factsSince = {} }) => {
      const isOfRecord = (since: Instant | undefined) => decidedAt !== undefined && since !== undefined && since > decidedAt;
      const known = { ...facts } as Readonly<Record<string, unknown>>;
      const { uscc, source, knownAs, ...given } = data;
      const standing = Object.entries(given).filter(([name]) => !isOfRecord(factsSince[name as keyof Facts]));
      if (standing.every(([name, value]) => known[name] === value)) return nothing;
      const registered = { uscc, source, ...(knownAs === undefined ? {} : { knownAs }), ...Object.fromEntries(standing) };
      return [{ ...fact('FactsRegistered', registered), ...(decidedAt === undefined ? {} : { effectiveAt: decidedAt }) }];
    },
  }),

  RecordSignatories: command('RecordSignatories', {
    by: ['engine'],
    decide: (data, { signatories }) => (signatories?.caseId === data.caseId ? nothing : [fact('SignatoriesRecorded', data)]),
  }),
};

// Evolve

/** Whoever is named in passing is known by that name until facts are registered. */
export const named = (state: InstitutionState, { name, legalRepresentative }: Partial<Facts>): InstitutionState =>
  name === undefined || state.facts !== undefined
    ? state
    : { ...state, facts: { name, ...(legalRepresentative === undefined ? {} : { legalRepresentative }) } };

export const registrationEvents: EventsOf<RegistrationEvents> = {
  FactsRegistered: (state, { data: { uscc: _body, source: _from, knownAs, ...given }, effectiveAt }) => ({
    ...state,
    factsSince: { ...state.factsSince, ...Object.fromEntries(Object.keys(given).map((name) => [name, effectiveAt])) },
    facts: { ...state.facts, ...given, name: given.name ?? state.facts?.name ?? knownAs ?? '' },
  }),
  SignatoriesRecorded: (state, { data: { caseId, signatories } }) => ({
    ...state,
    signatories: { caseId, list: withSignatories(state.signatories?.list ?? [], signatories) },
  }),
};
