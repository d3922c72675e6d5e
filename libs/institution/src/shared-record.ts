import { evolvedBy, isBlank, nothing, wrongRole, type Actor, type Decider, type EventsOf, type LocalDate } from '#kernel';
import type { AttestedFact, PolicyBook } from '#law';
import * as refuse from './rejections.js';
import { isUscc, usccInvalid } from './uscc.js';

// Commands

/** What another department shares about a body, as imported: one material, under which number, and what it says. */
export interface SharedRecord {
  readonly material: string;
  readonly reference: string;
  readonly attests?: Readonly<Partial<Record<AttestedFact, string>>>;
  /** The last day on which it may be relied on; a record that was wrong is recorded again with a day that is over. */
  readonly validUntil?: LocalDate;
}

export interface RecordSharedMaterial {
  readonly type: 'RecordSharedMaterial';
  readonly data: SharedRecord & { readonly uscc: string };
}

// Events

export interface SharedMaterialRecorded {
  readonly type: 'SharedMaterialRecorded';
  readonly data: RecordSharedMaterial['data'];
}

// State

/** By material; a later record of the same material replaces the earlier one. */
export interface SharedRecordsState {
  readonly records: Readonly<Record<string, SharedRecord>>;
}

// Decide

/** Every material that any list names: nothing else is ever asked for (许可法31). */
export const materialsOf = ({ packs }: Pick<PolicyBook, 'packs'>): readonly string[] =>
  [...new Set(packs.flatMap(({ materials = [] }) => materials.map(({ id }) => id)))].sort();

const admit = (_command: RecordSharedMaterial, _state: SharedRecordsState, { role }: Actor) =>
  role === 'admin' || role === 'engine' ? undefined : wrongRole(['admin']);

/** The embedded register of shared data, one stream a body: filled by import, asked like any other source (国务院令716号7). */
export const sharedRecordsDecider = (law: {
  readonly policies: PolicyBook;
}): Decider<SharedRecordsState, RecordSharedMaterial, SharedMaterialRecorded> => ({
  initial: { records: {} },
  commands: ['RecordSharedMaterial'],

  admit,

  decide: (command, { records }, { actor }) => {
    const { data } = command;
    const turnedAway = admit(command, { records }, actor);
    if (turnedAway !== undefined) return turnedAway;
    if (!isUscc(data.uscc)) return usccInvalid('uscc');
    const listed = materialsOf(law.policies);
    if (!listed.includes(data.material)) return refuse.materialUnknown(listed);
    if (isBlank(data.reference)) return refuse.referenceMissing();
    const { uscc: _uscc, ...record } = data;
    const known = records[data.material];
    return known !== undefined && isSame(known, record) ? nothing : [{ type: 'SharedMaterialRecorded', data }];
  },

  evolve: (state, event) => evolvedBy(sharedRecordEvents, state, event),
});

const isSame = (one: SharedRecord, other: SharedRecord): boolean =>
  one.reference === other.reference &&
  one.validUntil === other.validUntil &&
  [...Object.keys(one.attests ?? {}), ...Object.keys(other.attests ?? {})].every(
    (fact) => one.attests?.[fact as AttestedFact] === other.attests?.[fact as AttestedFact],
  );

// Evolve

export const sharedRecordEvents: EventsOf<{ SharedMaterialRecorded: SharedMaterialRecorded['data'] }, SharedRecordsState> = {
  SharedMaterialRecorded: ({ records }, { data: { uscc: _uscc, ...record } }) => ({
    records: { ...records, [record.material]: record },
  }),
};
