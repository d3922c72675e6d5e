import type { ScopeItem } from '#case';
import { canonical, isSameText } from '#kernel';

/** One row of the annex (证书附表); its number is never given again. */
export interface AnnexRow extends ScopeItem {
  readonly row: number;
}

/** The rows of an annex by what names them: thousands of them are looked through once, not once for every item. */
export interface AnnexRows {
  /** An item is named by the number of its row, by its name, by category and name, or in words. */
  named(item: string): readonly AnnexRow[];
  same(item: ScopeItem): readonly AnnexRow[];
  has(item: ScopeItem): boolean;
  by(standard: string): readonly AnnexRow[];
}

/** A row in words that hold when it is gone. */
export const named = ({ row, category, name, standard }: AnnexRow): string => `${row} ${category} ${name} ${standard}`;

const abilityOf = ({ category, name, standard }: ScopeItem): string =>
  JSON.stringify([canonical(category), canonical(name), canonical(standard)]);

export function annexRows(rows: readonly AnnexRow[]): AnnexRows {
  const [names, abilities, standards] = [
    new Map<string, AnnexRow[]>(),
    new Map<string, AnnexRow[]>(),
    new Map<string, AnnexRow[]>(),
  ];
  for (const row of rows) {
    for (const name of [String(row.row), row.name, `${row.category} ${row.name}`, named(row)]) put(names, canonical(name), row);
    put(abilities, abilityOf(row), row);
    put(standards, canonical(row.standard), row);
  }
  /** Told in words and given another standard since: the number says which row it is. */
  const renewed = (item: string): readonly AnnexRow[] =>
    (names.get(/^\d+(?= )/.exec(item)?.[0] ?? '') ?? []).filter((row) => beginsWith(item, named({ ...row, standard: '' })));
  return {
    named: (item) => names.get(canonical(item)) ?? renewed(item),
    same: (item) => abilities.get(abilityOf(item)) ?? [],
    has: (item) => (abilities.get(abilityOf(item)) ?? []).some(({ site }) => canonical(site) === canonical(item.site)),
    by: (standard) => standards.get(canonical(standard)) ?? [],
  };
}

/** Whole words of it: 浑浊度值 does not begin with 浑浊度. */
function beginsWith(item: string, words: string): boolean {
  const parts = item.split(/\s+/);
  return parts.some((_, n) => isSameText(parts.slice(0, n + 1).join(' '), words));
}

function put(index: Map<string, AnnexRow[]>, key: string, row: AnnexRow): void {
  const there = index.get(key);
  if (there === undefined) index.set(key, [row]);
  else if (there.at(-1) !== row) there.push(row);
}
