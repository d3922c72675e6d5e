import type { FiledScope, GrantedScope, ScopeItem, StandardChange } from '#case';
import { canonical, distinct, type Rejection } from '#kernel';
import { annexRows, named, type AnnexRow } from './annex-rows.js';
import * as refuse from './rejections.js';

/** The scope of ability that a certificate is about, as far as it is known row by row. */
export interface Annex {
  readonly rows: readonly AnnexRow[];
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

export function rowsNamed(annex: Annex | undefined, items: readonly string[]): readonly number[] {
  const rows = annexRows(annex?.rows ?? []);
  return [...new Set(items.flatMap((item) => rows.named(item).map(({ row }) => row)))];
}

/** The items in words, which hold when their rows are gone; one that names no row stays as it was told. */
export function inWords(annex: Annex | undefined, items: readonly string[]): readonly string[] {
  const rows = annexRows(annex?.rows ?? []);
  const words = (item: string): readonly string[] => {
    const found = rows.named(item);
    return found.length === 0 ? [item] : found.map(named);
  };
  return distinct(items.flatMap(words));
}

/** What is left of the items, told in words, after rows have come: their ability is there again, under a number of its own. */
export function stillGone(items: readonly string[], added: readonly AnnexRow[]): readonly string[] {
  const back = annexRows(added);
  return items.filter(
    (item) => back.named(item).length === 0 && !added.some((row) => unnumbered(named(row)) === unnumbered(item)),
  );
}

const unnumbered = (words: string): string => canonical(words.replace(/^\d+ /, ''));

/** 评审准则19: of a certificate with rows only what is on it is taken off. */
export function itemsAreOnIt(annex: Annex | undefined, items: readonly string[], field: string): Rejection | undefined {
  if (!isComplete(annex)) return undefined;
  const rows = annexRows(annex.rows);
  const stray = items.findIndex((item) => rows.named(item).length === 0);
  return stray < 0 ? undefined : refuse.itemNotOnCertificate(`${field}[${stray}]`, annex.rows.map(named));
}

/** 办法14: what an application drops, replaces or moves is on the certificate, and what it adds is not. */
export function scopeChangeProblem(annex: Annex | undefined, change: ScopeChange): Rejection | undefined {
  const { kinds, droppedItems = [], standards = [], scopeItems = [] } = change;
  const rows = annexRows(annex?.rows ?? []);
  const dropped = itemsAreOnIt(annex, droppedItems, 'changes.droppedItems');
  if (dropped !== undefined) return dropped;
  if (leavesNothing(annex, droppedItems)) return refuse.nothingLeft();
  const replaced = standards.findIndex(({ from }) => rows.by(from).length === 0);
  if (replaced >= 0 && isComplete(annex))
    return refuse.standardNotOnCertificate(`changes.standards[${replaced}].from`, standardsOf(annex));
  if (kinds.includes('SCOPE_EXT')) {
    const held = scopeItems.findIndex(rows.has);
    return held < 0 ? undefined : refuse.scopeItemHeld(`scopeItems[${held}]`);
  }
  const moved = scopeItems.findIndex((item) => rows.same(item).length === 0);
  return moved >= 0 && isComplete(annex) ? refuse.itemNotOnCertificate(`scopeItems[${moved}]`, annex.rows.map(named)) : undefined;
}

/** 办法31: who gives up all of the ability has the certificate cancelled. */
const leavesNothing = (annex: Annex | undefined, items: readonly string[]): boolean =>
  isComplete(annex) && items.length > 0 && rowsNamed(annex, items).length === annex.rows.length;

const standardsOf = ({ rows }: Annex): readonly string[] => [...new Set(rows.map(({ standard }) => standard))];

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
  const before = annexRows(annex?.rows ?? []);
  const dropped = rowsNamed(annex, droppedItems);
  const gone = new Set(dropped);
  const rest = annexRows((annex?.rows ?? []).filter(({ row }) => !gone.has(row)));
  const after = new Map<number, AnnexRow>();
  for (const { from, to } of standards) for (const row of rest.by(from)) after.set(row.row, { ...row, standard: to });
  const added: AnnexRow[] = [];
  const add = (item: ScopeItem) => added.push({ row: (annex?.lastRow ?? 0) + added.length + 1, ...item });
  const unmatched = isComplete(annex)
    ? [
        ...droppedItems.filter((item) => before.named(item).length === 0),
        ...standards.map(({ from }) => from).filter((from) => before.by(from).length === 0),
      ]
    : [];
  for (const item of scopeItems) {
    const moved = kinds.includes('SCOPE_EXT') ? undefined : rest.same(item)[0];
    if (moved !== undefined) after.set(moved.row, { ...(after.get(moved.row) ?? moved), ...item });
    else if (kinds.includes('SCOPE_EXT') ? !rest.has(item) : !isComplete(annex)) add(item);
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
  const gone = new Set(dropped);
  return {
    ...before,
    rows: [...before.rows.filter(({ row }) => !gone.has(row)).map((row) => byNumber.get(row.row) ?? row), ...added],
    lastRow: Math.max(before.lastRow, ...added.map(({ row }) => row)),
    ...(filedScope === undefined ? {} : { filed: [...(before.filed ?? []), filedScope] }),
  };
}
