import type { Kysely } from 'kysely';
import type { LocalDate } from '#kernel';
import type { Page, PageRequest } from '../page.js';
import type { Tables } from '../tables.js';
import type { RegisterRow } from './project.js';

export interface RegisterFilter extends PageRequest {
  readonly uscc?: string;
  /** Part of the holder's name. */
  readonly holder?: string;
}

export interface RegisterEntry {
  readonly number: string;
  readonly holder: string;
  readonly uscc: string;
  readonly field: string;
  readonly issuedOn: string;
  readonly validTo: string;
  /** VALID, DEEMED_RENEWED, CANCELLED, or EXPIRED once its last day is over. */
  readonly status: string;
}

const entry = (row: RegisterRow, today: LocalDate): RegisterEntry => ({
  number: row.number,
  holder: row.holder,
  uscc: row.uscc,
  field: row.field,
  issuedOn: row.issued_on,
  validTo: row.valid_to,
  status: row.status !== 'CANCELLED' && row.valid_to < today ? 'EXPIRED' : row.status,
});

/** The certificate with that number, or undefined. */
export async function findCertificate(db: Kysely<Tables>, number: string, today: LocalDate): Promise<RegisterEntry | undefined> {
  const row = await db.selectFrom('register').selectAll().where('number', '=', number).executeTakeFirst();
  return row && entry(row, today);
}

export async function queryRegister(db: Kysely<Tables>, filter: RegisterFilter, today: LocalDate): Promise<Page<RegisterEntry>> {
  const { page, size, uscc, holder } = filter;
  let query = db.selectFrom('register');
  if (uscc !== undefined) query = query.where('uscc', '=', uscc);
  if (holder !== undefined) query = query.where((eb) => eb(eb.fn('instr', ['holder', eb.val(holder)]), '>', eb.val(0)));
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .orderBy('number')
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return { items: rows.map((row) => entry(row, today)), page, size, total };
}
