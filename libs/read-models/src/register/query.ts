import type { Kysely } from 'kysely';
import type { StandardChange } from '#case';
import type { Signatory } from '#institution';
import type { Annex, Certificate, CertificateStatus, Revocation } from '#issuance';
import type { LocalDate } from '#kernel';
import { isNamed } from '../named.js';
import { listOf } from '../list.js';
import type { PageRequest } from '../page.js';
import type { Tables } from '../tables.js';
import { register, type RegisterRow } from './project.js';

export interface RegisterFilter extends PageRequest {
  readonly uscc?: string;
  readonly holder?: string;
  readonly status?: CertificateStatus;
}

/** What is not known, or has not happened, is left out. */
export interface RegisterEntry {
  readonly number: string;
  readonly holder: string;
  readonly uscc: string;
  readonly address?: string;
  readonly field: string;
  readonly issuedOn: string;
  readonly validTo: string;
  /** VALID, DEEMED_RENEWED, REVOKED_PARTIAL, CANCELLED, REVOKED, or EXPIRED once its last day is over. */
  readonly status: string;
  readonly droppedItems?: readonly string[];
  readonly standards?: readonly StandardChange[];
  readonly signatories?: readonly Signatory[];
  readonly notValid?: NonNullable<Certificate['gaps']>;
  readonly revocations?: readonly Pick<Revocation, 'on' | 'ground' | 'scope' | 'items'>[];
  readonly cancelled?: NonNullable<Certificate['cancelled']>;
}

/** One certificate for itself, with the rows that the lists leave out; the table that was filed instead is for the authority and the holder. */
export interface RegisterFile extends RegisterEntry {
  readonly annex?: Annex;
}

const ENDED: readonly string[] = ['CANCELLED', 'REVOKED'] satisfies CertificateStatus[];

/**
 * The entry with what the certificate, and else the record of its body, says of ability and signatories. What was cancelled or
 * revoked as a whole gives no ability: its rows are for the file of the authority.
 */
export const withAnnex = (
  found: RegisterEntry,
  { annex, status }: Pick<Certificate, 'annex' | 'status'>,
  signatories: readonly Signatory[] | undefined,
): RegisterFile => ({
  ...found,
  ...(found.signatories === undefined && signatories !== undefined ? { signatories } : {}),
  ...(annex === undefined || annex.lastRow === 0 || ENDED.includes(status) ? {} : { annex }),
});

const ALIVE: readonly string[] = ['VALID', 'DEEMED_RENEWED', 'REVOKED_PARTIAL'] satisfies CertificateStatus[];

const entry = (row: RegisterRow, today: LocalDate): RegisterEntry => ({
  number: row.number,
  holder: row.holder,
  uscc: row.uscc,
  ...(row.address === null ? {} : { address: row.address }),
  field: row.field,
  issuedOn: row.issued_on,
  validTo: row.valid_to,
  status: ALIVE.includes(row.status) && row.valid_to < today ? 'EXPIRED' : row.status,
  ...list('droppedItems', row.dropped_items),
  ...list('standards', row.standards),
  ...list('signatories', row.signatories),
  ...list('notValid', row.gaps),
  ...list('revocations', row.revocations),
  ...list('cancelled', row.cancelled),
});

const list = (name: string, json: string | null): object => (json === null ? {} : { [name]: JSON.parse(json) as unknown });

export async function findCertificate(db: Kysely<Tables>, number: string, today: LocalDate): Promise<RegisterEntry | undefined> {
  const row = await db.selectFrom('register').selectAll().where('number', '=', number).executeTakeFirst();
  return row && entry(row, today);
}

export const registerList = listOf(register, {
  order: { name: 'register', keys: [{ column: 'number' }] },
  filter(rows, { uscc, holder, status }: RegisterFilter, { today }) {
    if (uscc !== undefined) rows = rows.where('uscc', '=', uscc);
    if (holder !== undefined) rows = rows.where(isNamed('holder_key', holder));
    if (status === undefined) return rows;
    if (status === 'EXPIRED')
      return rows.where((eb) =>
        eb.or([eb('status', '=', 'EXPIRED'), eb.and([eb('status', 'in', ALIVE), eb('valid_to', '<', today)])]),
      );
    rows = rows.where('status', '=', status);
    return ALIVE.includes(status) ? rows.where('valid_to', '>=', today) : rows;
  },
  line: (row, { today }) => entry(row, today),
});
