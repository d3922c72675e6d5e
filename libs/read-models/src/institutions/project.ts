import { commitmentBarred, type InstitutionState } from '#institution';
import type { LocalDate } from '#kernel';
import type { Screen } from '../screen.js';

/** One body of which something is on record. */
export type InstitutionRow = {
  uscc: string;
  name: string;
  legal_representative: string | null;
  credit_class: string | null;
  /** Last day of the longest ban that was not lifted, over or not. */
  banned_until: string | null;
  commitment_barred: string | null;
};

const STREAM = 'institution-';

export const institutions: Screen<InstitutionRow> = {
  table: 'institutions',
  version: 1,
  columns: {
    uscc: 'TEXT PRIMARY KEY',
    name: 'TEXT NOT NULL',
    legal_representative: 'TEXT',
    credit_class: 'TEXT',
    banned_until: 'TEXT',
    commitment_barred: 'TEXT',
  },
  indexes: [['legal_representative']],
  streamOf: "'institution-' || uscc",
  showsAll: true,
  category: 'institution',

  rows({ stream, after }) {
    if (after.revision < 0) return [];
    const state = after.state as InstitutionState;
    return [
      {
        uscc: stream.slice(STREAM.length),
        name: state.facts?.name ?? '',
        legal_representative: state.facts?.legalRepresentative ?? null,
        credit_class: state.creditClass?.class ?? null,
        banned_until: lastDay(state) ?? null,
        commitment_barred: commitmentBarred(state) ?? null,
      },
    ];
  },
};

const lastDay = ({ bans = [] }: InstitutionState): LocalDate | undefined =>
  bans
    .filter(({ lifted }) => lifted === undefined)
    .map(({ until }) => until)
    .sort()
    .at(-1);
