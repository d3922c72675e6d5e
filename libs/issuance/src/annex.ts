import { normalised, type FiledScope, type GrantedScope, type ScopeItem, type StandardChange } from '#case';
import type { Rejection } from '#kernel';
import * as refuse from './rejections.js';

/** One row of the annex (证书附表); its number is never given again. */
export interface AnnexRow extends ScopeItem {
  readonly row: number;
}

/** The scope of ability that a certificate is about, as far as it is known row by row. */
export interface Annex {
  readonly rows: readonly AnnexRow[];
  /** The last number given. */
  readonly lastRow: number;
  /** Tables as they were filed, for what is not known row by row. */
  readonly filed?: readonly FiledScope[];
  /** There was ability before of which this record knows neither rows nor table. */
  readonly older?: true;
}

/** One whose rows are all there is. */
export type CompleteAnnex = Annex & { readonly filed?: never };

/** What a change did to the annex, by the numbers of its rows. */
export interface AnnexChange {
  readonly added?: readonly AnnexRow[];
  readonly changed?: readonly AnnexRow[];
  readonly dropped?: readonly number[];
  /** Named by the change, but no longer, or already, on the certificate when it took effect. */
  readonly unmatched?: readonly string[];
}

/** What of a change or of an application is about the annex. */
export interface ScopeChange extends GrantedScope {
  readonly kinds: readonly string[];
  readonly droppedItems?: readonly string[];
  readonly standards?: readonly StandardChange[];
}

/** Where the rows are all there is, nothing outside them can be dropped, replaced or revoked. */
export const isComplete = (annex: Annex | undefined): annex is CompleteAnnex =>
  annex !== undefined && annex.older === undefined && annex.filed === undefined && annex.lastRow > 0;

export const named = ({ row, category, name, standard }: AnnexRow): string => `${row} ${category} ${name} ${standard}`;

/** An item is named by the number of its row, by its name, or by category and name. */
const isNamed = (item: string, { row, category, name }: AnnexRow): boolean =>
  item.trim() === String(row) || [name, `${category} ${name}`].some((one) => normalised(one) === normalised(item));

const namedBy = (items: readonly string[], rows: readonly AnnexRow[]): readonly number[] =>
  rows.filter((row) => items.some((item) => isNamed(item, row))).map(({ row }) => row);

/** Everything but the site, which a move changes. */
const isSame = (a: ScopeItem, b: ScopeItem): boolean =>
  normalised(a.category) === normalised(b.category) &&
  normalised(a.name) === normalised(b.name) &&
  normalised(a.standard) === normalised(b.standard);
const isThere = (item: ScopeItem, rows: readonly AnnexRow[]): boolean =>
  rows.some((row) => isSame(row, item) && normalised(row.site) === normalised(item.site));

/** The numbers of the rows that the items name. */
export const rowsNamed = (annex: Annex | undefined, items: readonly string[]): readonly number[] =>
  namedBy(items, annex?.rows ?? []);

/** 评审准则19: of a certificate with rows only what is on it is taken off. */
export function itemsAreOnIt(annex: Annex | undefined, items: readonly string[], field: string): Rejection | undefined {
  if (!isComplete(annex)) return undefined;
  const stray = items.findIndex((item) => !annex.rows.some((row) => isNamed(item, row)));
  return stray < 0 ? undefined : refuse.itemNotOnCertificate(`${field}[${stray}]`, annex.rows.map(named));
}

/** 办法14: what an application drops, replaces or moves is on the certificate, and what it adds is not. */
export function scopeChangeProblem(annex: Annex | undefined, change: ScopeChange): Rejection | undefined {
  const { kinds, droppedItems = [], standards = [], scopeItems = [] } = change;
  const rows = annex?.rows ?? [];
  const dropped = itemsAreOnIt(annex, droppedItems, 'changes.droppedItems');
  if (dropped !== undefined) return dropped;
  const known = [...new Set(rows.map(({ standard }) => standard))];
  const replaced = standards.findIndex(({ from }) => !known.some((one) => normalised(one) === normalised(from)));
  if (replaced >= 0 && isComplete(annex)) return refuse.standardNotOnCertificate(`changes.standards[${replaced}].from`, known);
  if (kinds.includes('SCOPE_EXT')) {
    const held = scopeItems.findIndex((item) => isThere(item, rows));
    return held < 0 ? undefined : refuse.scopeItemHeld(`scopeItems[${held}]`);
  }
  const moved = scopeItems.findIndex((item) => !rows.some((row) => isSame(row, item)));
  return moved >= 0 && isComplete(annex) ? refuse.itemNotOnCertificate(`scopeItems[${moved}]`, rows.map(named)) : undefined;
}

/** The rows of a new certificate, in the order in which they were applied for. */
export function firstAnnex({ scopeItems = [], filedScope }: GrantedScope): Annex | undefined {
  if (scopeItems.length === 0 && filedScope === undefined) return undefined;
  return {
    rows: scopeItems.map((item, index) => ({ row: index + 1, ...item })),
    lastRow: scopeItems.length,
    ...(filedScope === undefined ? {} : { filed: [filedScope] }),
  };
}

/**
 * What a granted change does to the annex as it is by then. Between application and grant rows may have gone, or come: what no
 * longer fits takes nothing off and adds nothing, and is named in the event.
 */
export function annexChange(annex: Annex | undefined, change: ScopeChange): AnnexChange | undefined {
  const { kinds, droppedItems = [], standards = [], scopeItems = [] } = change;
  const before = annex?.rows ?? [];
  const dropped = rowsNamed(annex, droppedItems);
  const rest = before.filter(({ row }) => !dropped.includes(row));
  const after = new Map<number, AnnexRow>();
  for (const { from, to } of standards)
    for (const row of rest) if (normalised(row.standard) === normalised(from)) after.set(row.row, { ...row, standard: to });
  const added: AnnexRow[] = [];
  const add = (item: ScopeItem) => added.push({ row: (annex?.lastRow ?? 0) + added.length + 1, ...item });
  const unmatched = isComplete(annex)
    ? [
        ...droppedItems.filter((item) => !before.some((row) => isNamed(item, row))),
        ...standards
          .map(({ from }) => from)
          .filter((from) => !before.some((row) => normalised(row.standard) === normalised(from))),
      ]
    : [];
  for (const item of scopeItems) {
    const moved = kinds.includes('SCOPE_EXT') ? undefined : rest.find((row) => isSame(row, item));
    if (moved !== undefined) after.set(moved.row, { ...(after.get(moved.row) ?? moved), ...item });
    else if (kinds.includes('SCOPE_EXT') ? !isThere(item, rest) : !isComplete(annex)) add(item);
    else unmatched.push(`${item.category} ${item.name} ${item.standard}`);
  }
  const effect = { added, changed: [...after.values()], dropped, unmatched };
  const told = Object.entries(effect).filter(([, list]) => list.length > 0);
  return told.length === 0 ? undefined : Object.fromEntries(told);
}

/** The annex after a change; what is filed as a table joins it. */
export function changedAnnex(
  annex: Annex | undefined,
  { added = [], changed = [], dropped = [] }: AnnexChange,
  filedScope?: FiledScope,
): Annex | undefined {
  if (annex === undefined && added.length === 0 && filedScope === undefined) return undefined;
  const before: Annex = annex ?? { rows: [], lastRow: 0, older: true };
  const byNumber = new Map(changed.map((row) => [row.row, row]));
  return {
    ...before,
    rows: [...before.rows.filter(({ row }) => !dropped.includes(row)).map((row) => byNumber.get(row.row) ?? row), ...added],
    lastRow: Math.max(before.lastRow, ...added.map(({ row }) => row)),
    ...(filedScope === undefined ? {} : { filed: [...(before.filed ?? []), filedScope] }),
  };
}
