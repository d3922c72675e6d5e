import type { Kysely } from 'kysely';
import { canonical, type LocalDate } from '#kernel';
import { isNamed } from '../named.js';
import { listOf } from '../list.js';
import type { PageRequest } from '../page.js';
import type { Tables } from '../tables.js';
import { institutions, type InstitutionRow } from './project.js';

export interface InstitutionsFilter extends PageRequest {
  readonly name?: string;
  readonly legalRepresentative?: string;
  readonly creditClass?: string;
  readonly banned?: boolean;
}

export interface InstitutionLine {
  readonly uscc: string;
  readonly name: string;
  readonly legalRepresentative: string | null;
  readonly creditClass: string | null;
  /** Only while it lasts. */
  readonly bannedUntil: string | null;
  readonly commitmentBarred: string | null;
}

/** A hint for whoever handles an application: nothing is refused for it, because the law bans bodies and not persons. */
export interface RepresentativeHint {
  readonly hint: 'same-legal-representative';
  readonly legalRepresentative: string;
  readonly uscc: string;
  readonly name: string;
  readonly bannedUntil: string | null;
  readonly commitmentBarred: string | null;
}

const line = (row: InstitutionRow, today: LocalDate): InstitutionLine => ({
  uscc: row.uscc,
  name: row.name,
  legalRepresentative: row.legal_representative,
  creditClass: row.credit_class,
  bannedUntil: row.banned_until !== null && row.banned_until >= today ? row.banned_until : null,
  commitmentBarred: row.commitment_barred,
});

export const institutionsList = listOf(institutions, {
  order: { name: 'institutions', keys: [{ column: 'uscc' }] },
  filter(rows, { name, legalRepresentative, creditClass, banned }: InstitutionsFilter, { today }) {
    if (name !== undefined) rows = rows.where(isNamed('name_key', name));
    if (legalRepresentative !== undefined) rows = rows.where('representative_key', '=', canonical(legalRepresentative));
    if (creditClass !== undefined) rows = rows.where('credit_class', '=', creditClass);
    return banned === true ? rows.where('banned_until', '>=', today) : rows;
  },
  line: (row, { today }) => line(row, today),
});

const HINTS = 20;

/** Other bodies with the same legal representative that are banned, or whose commitment was false or withdrawn. */
export async function queryHints(
  db: Kysely<Tables>,
  { uscc, legalRepresentative }: { readonly uscc: string; readonly legalRepresentative?: string },
  today: LocalDate,
): Promise<RepresentativeHint[]> {
  if (legalRepresentative === undefined) return [];
  const rows = await db
    .selectFrom('institutions')
    .selectAll()
    .where('representative_key', '=', canonical(legalRepresentative))
    .where('uscc', '<>', uscc)
    .where((eb) => eb.or([eb('banned_until', '>=', today), eb('commitment_barred', 'is not', null)]))
    .orderBy('uscc')
    .limit(HINTS)
    .execute();
  return rows.map((row) => {
    const { name, bannedUntil, commitmentBarred } = line(row, today);
    return { hint: 'same-legal-representative', legalRepresentative, uscc: row.uscc, name, bannedUntil, commitmentBarred };
  });
}
