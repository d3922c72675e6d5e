import { canonical, isBlank, type Rejection } from '#kernel';
import type { ApplicationKind } from '#law';
import * as refuse from '../rejections.js';
import { kindsOf } from './rules.js';
import type { CaseFile, FiledScope, ScopeItem } from './state.js';

export const SCOPE_KINDS: readonly ApplicationKind[] = ['INITIAL', 'BRANCH', 'SCOPE_EXT', 'CHG_SITE'];

/** At a time; a body with more goes by the table that it files as M05, or extends its scope again. */
export const MAX_SCOPE_ITEMS = 1000;

const LENGTHS: { readonly [F in keyof ScopeItem]-?: number } = {
  category: 200,
  name: 200,
  standard: 200,
  limitation: 500,
  site: 200,
};

/** GB/T 5750.4-2023, GB 7467-87, or a year in words. */
const WITH_YEAR = /(19|20)\d{2}|-\d{2}(?!\d)/;

const keyOf = ({ category, name, standard, site }: ScopeItem): string =>
  JSON.stringify([category, name, standard, site].map((text) => canonical(text)));

const ROWS_OF_A_CASE = 16;

/** A case without rows takes about as much memory as sixteen of them. */
export const weightOfRows = (rows: readonly ScopeItem[] = []): number => 1 + Math.floor(rows.length / ROWS_OF_A_CASE);

/** The first row that cannot stand on a certificate, with the path of its field (办法15). */
export function scopeProblem(items: readonly ScopeItem[], field = 'scopeItems'): Rejection | undefined {
  if (items.length > MAX_SCOPE_ITEMS) return refuse.scopeTooLong(field, MAX_SCOPE_ITEMS);
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const path = `${field}[${index}]`;
    for (const [name, max] of Object.entries(LENGTHS) as [keyof ScopeItem, number][]) {
      const text = item[name];
      if (text !== undefined && (isBlank(text) || text.length > max))
        return refuse.scopeItemInvalid(`${path}.${name}`, `1–${max} 字`);
    }
    if (!WITH_YEAR.test(canonical(item.standard))) return refuse.standardWithoutYear(`${path}.standard`, 'GB/T 5750.4-2023');
    if (seen.has(keyOf(item))) return refuse.scopeItemTwice(path);
    seen.add(keyOf(item));
  }
  return undefined;
}

/** What a grant says of the scope of ability: row by row, or by the table that was filed. */
export interface GrantedScope {
  readonly scopeItems?: readonly ScopeItem[];
  readonly filedScope?: FiledScope;
}

const TABLE_OF_ABILITIES = 'M05';

/** A move without rows keeps the annex as it is. */
export function grantedScope(file: CaseFile): GrantedScope {
  const { scopeItems = [], caseId, materials } = file;
  const kinds = kindsOf(file);
  if (scopeItems.length > 0) return { scopeItems };
  if (!kinds.some((kind) => kind !== 'CHG_SITE' && SCOPE_KINDS.includes(kind))) return {};
  const { fileName, sha256 } = materials.findLast(({ material }) => material === TABLE_OF_ABILITIES) ?? {};
  return {
    filedScope: { caseId, ...(fileName === undefined ? {} : { fileName }), ...(sha256 === undefined ? {} : { sha256 }) },
  };
}
