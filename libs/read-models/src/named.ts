import { sql, type Expression, type SqlBool } from 'kysely';
import { canonical } from '#kernel';

/** Whether a name in canonical form has the text in it, however that was typed; signs that nobody sees are in no name. */
export function isNamed(key: string, typed: string): Expression<SqlBool> {
  const text = canonical(typed);
  return text === '' ? sql<SqlBool>`0` : sql<SqlBool>`instr(${sql.ref(key)}, ${text}) > 0`;
}
