import type { ScopeItem } from '#case';
import type { Rejection } from '#kernel';
import {
  annexChange,
  changedAnnex,
  firstAnnex,
  isComplete,
  itemsAreOnIt,
  rowsNamed,
  scopeChangeProblem,
  type Annex,
  type ScopeChange,
} from './index.js';

const item = (name: string, standard = 'GB/T 5750.4-2023', category = '水'): ScopeItem => ({ category, name, standard });
const annexOf = (...items: ScopeItem[]): Annex => {
  const annex = firstAnnex({ scopeItems: items });
  if (annex === undefined) throw new Error('no rows');
  return annex;
};
const annex = annexOf(item('总硬度'), item('浑浊度'), item('pH', 'HJ 1147-2020'), item('pH', 'HJ 962-2018', '土壤'));

const after = (before: Annex | undefined, change: ScopeChange) =>
  changedAnnex(before, annexChange(before, change) ?? {}, change.filedScope);
const numbers = (one: Annex | undefined) => one?.rows.map(({ row, name }) => `${row} ${name}`);
const codeOf = (problem: Rejection | undefined) => problem && [problem.code, problem.field];

test('rows are numbered as they were applied for, and a number is never given again', () => {
  expect(numbers(annex)).toEqual(['1 总硬度', '2 浑浊度', '3 pH', '4 pH']);
  const less = after(annex, { kinds: ['CHG_DROP_ITEMS'], droppedItems: ['4', '浑浊度'] });
  expect(numbers(less)).toEqual(['1 总硬度', '3 pH']);
  expect(numbers(after(less, { kinds: ['SCOPE_EXT'], scopeItems: [item('浑浊度')] }))).toEqual(['1 总硬度', '3 pH', '5 浑浊度']);
});

test('an item is named by its row, its name, or category and name', () => {
  expect(rowsNamed(annex, ['3'])).toEqual([3]);
  expect(rowsNamed(annex, ['pH'])).toEqual([3, 4]);
  expect(rowsNamed(annex, ['土壤 ph'])).toEqual([4]);
});

test('办法14, 15: a standard is the same however its dash, its slash and its width are typed', () => {
  const typed = ['GB/T 5750.4—2023', 'GB/T 5750.4–2023', 'ＧＢ/T 5750.4-2023', 'GB／T 5750.4-2023', 'gb/t5750.4－2023'];
  for (const from of typed) {
    const held = scopeChangeProblem(annex, { kinds: ['SCOPE_EXT'], scopeItems: [item('总硬度', from)] });
    expect(codeOf(held)).toEqual(['scope-item-held', 'scopeItems[0]']);
    const change = { kinds: ['CHG_STANDARD'], standards: [{ from, to: 'GB/T 5750.4—2030' }] };
    expect(scopeChangeProblem(annex, change)).toBeUndefined();
    expect(after(annex, change)?.rows.map(({ standard }) => standard)).toEqual([
      ...['GB/T 5750.4—2030', 'GB/T 5750.4—2030', 'HJ 1147-2020', 'HJ 962-2018'],
    ]);
  }
  const another = item('总硬度', 'GB/T 5750.4-2032');
  expect(scopeChangeProblem(annex, { kinds: ['SCOPE_EXT'], scopeItems: [another] })).toBeUndefined();
});

test('办法14: a standard is replaced in every row that names it', () => {
  const standards = [{ from: 'GB/T5750.4-2023', to: 'GB/T 5750.4-2030' }];
  const changed = after(annex, { kinds: ['CHG_STANDARD'], standards });
  expect(changed?.rows.map(({ standard }) => standard)).toEqual([
    ...['GB/T 5750.4-2030', 'GB/T 5750.4-2030', 'HJ 1147-2020', 'HJ 962-2018'],
  ]);
});

test('a move gives the rows it names their new site, under their numbers', () => {
  const moved = after(annex, { kinds: ['CHG_SITE'], scopeItems: [{ ...item('总硬度'), site: '七里河区示例路2号' }] });
  expect(moved?.rows[0]).toEqual({ row: 1, ...item('总硬度'), site: '七里河区示例路2号' });
  expect(moved?.rows).toHaveLength(4);
});

test.each<[string, ScopeChange, string, string]>([
  ['dropped', { kinds: ['CHG_DROP_ITEMS'], droppedItems: ['pH', '氨氮'] }, 'item-not-on-certificate', 'changes.droppedItems[1]'],
  [
    'replaced',
    { kinds: ['CHG_STANDARD'], standards: [{ from: 'GB 1-1999', to: 'GB 1-2020' }] },
    'standard-not-on-certificate',
    'changes.standards[0].from',
  ],
  [
    'added although held',
    { kinds: ['SCOPE_EXT'], scopeItems: [item('氨氮'), item('总硬度')] },
    'scope-item-held',
    'scopeItems[1]',
  ],
  ['moved although not held', { kinds: ['CHG_SITE'], scopeItems: [item('氨氮')] }, 'item-not-on-certificate', 'scopeItems[0]'],
])('办法14: what is %s must fit the certificate', (_, change, code, field) => {
  expect(codeOf(scopeChangeProblem(annex, change))).toEqual([code, field]);
  // Of a certificate without rows, or with more than its rows, nobody can say so.
  const filed: Annex = { ...annex, filed: [{ caseId: 'c9' }] };
  expect(scopeChangeProblem(undefined, change)).toBeUndefined();
  expect(codeOf(scopeChangeProblem(filed, change))).toEqual(code === 'scope-item-held' ? [code, field] : undefined);
});

test('办法31: who drops every row applies to have the certificate cancelled', () => {
  const drops = (droppedItems: string[]) => ({ kinds: ['CHG_DROP_ITEMS'], droppedItems });
  expect(codeOf(scopeChangeProblem(annex, drops(['1', '浑浊度', 'pH'])))).toEqual(['nothing-left', 'changes.droppedItems']);
  expect(scopeChangeProblem(annex, drops(['1', '浑浊度', '3']))).toBeUndefined();
  // More than its rows may be on a certificate with a table.
  expect(scopeChangeProblem({ ...annex, filed: [{ caseId: 'c9' }] }, drops(['1', '2', 'pH']))).toBeUndefined();
});

test('评审准则19: only what is on the certificate is taken off', () => {
  expect(itemsAreOnIt(annex, ['1', '土壤 pH'], 'items')).toBeUndefined();
  expect(itemsAreOnIt(annex, ['1', '5'], 'items')).toMatchObject({
    code: 'item-not-on-certificate',
    field: 'items[1]',
    allowed: [
      ...['1 水 总硬度 GB/T 5750.4-2023', '2 水 浑浊度 GB/T 5750.4-2023'],
      ...['3 水 pH HJ 1147-2020', '4 土壤 pH HJ 962-2018'],
    ],
  });
});

test('what went, or came, between application and grant has no effect and is named', () => {
  const change = { droppedItems: ['1', '浑浊度'], standards: [{ from: 'HJ 1147-2020', to: 'HJ 1147-2030' }] };
  const meanwhile = changedAnnex(annex, { dropped: [2, 3] });
  expect(annexChange(meanwhile, { kinds: ['CHG_DROP_ITEMS', 'CHG_STANDARD'], ...change })).toEqual({
    dropped: [1],
    unmatched: ['浑浊度', 'HJ 1147-2020'],
  });
  expect(annexChange(annex, { kinds: ['SCOPE_EXT'], scopeItems: [item('总硬度'), item('氨氮')] })).toEqual({
    added: [{ row: 5, ...item('氨氮') }],
    unmatched: ['水 总硬度 GB/T 5750.4-2023'],
  });
});

test('a certificate without rows takes rows in beside what nobody knows of it', () => {
  const extended = after(undefined, { kinds: ['SCOPE_EXT'], scopeItems: [item('氨氮')] });
  expect(extended).toEqual({ rows: [{ row: 1, ...item('氨氮') }], lastRow: 1, older: true });
  expect(isComplete(extended)).toBe(false);
  expect(after(undefined, { kinds: ['CHG_DROP_ITEMS'], droppedItems: ['水分'] })).toBeUndefined();
  expect(after(annex, { kinds: ['SCOPE_EXT'], filedScope: { caseId: 'c2', fileName: '能力表.xlsx' } })).toMatchObject({
    rows: annex.rows,
    filed: [{ caseId: 'c2', fileName: '能力表.xlsx' }],
  });
});
