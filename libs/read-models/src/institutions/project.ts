import { commitmentBarred, type InstitutionState } from '#institution';
import { canonical, type LocalDate } from '#kernel';
import type { Screen } from '../screen.js';

export type InstitutionRow = {
  uscc: string;
  name: string;
  /** For comparing and searching, whatever the width, the dot or the bracket. */
  name_key: string;
  legal_representative: string | null;
  representative_key: string | null;
  credit_class: string | null;
  /** Last day of the longest ban that was not lifted, over or not. */
  banned_until: string | null;
  commitment_barred: string | null;
};

const STREAM = 'institution-';

export const institutions: Screen<InstitutionRow> = {
  table: 'institutions',
  version: 2,
  columns: {
    uscc: 'TEXT PRIMARY KEY',
    name: 'TEXT NOT NULL',
    name_key: 'TEXT NOT NULL',
    legal_representative: 'TEXT',
    representative_key: 'TEXT',
    credit_class: 'TEXT',
    banned_until: 'TEXT',
    commitment_barred: 'TEXT',
  },
  indexes: [['representative_key']],
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
        name_key: canonical(state.facts?.name),
        legal_representative: state.facts?.legalRepresentative ?? null,
        representative_key: keyOf(state.facts?.legalRepresentative),
        credit_class: state.creditClass?.class ?? null,
        banned_until: lastDay(state) ?? null,
        commitment_barred: commitmentBarred(state) ?? null,
      },
    ];
  },
};

const keyOf = (text: string | undefined): string | null => (text === undefined ? null : canonical(text));

const lastDay = ({ bans = [] }: InstitutionState): LocalDate | undefined =>
  bans
    .filter(({ lifted }) => lifted === undefined)
    .map(({ until }) => until)
    .sort()
    .at(-1);
