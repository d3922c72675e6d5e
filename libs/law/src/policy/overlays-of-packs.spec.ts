import { localDate } from '#kernel';
import type { Policy } from './index.js';
import { book, policyOf } from './packs.testing.js';

describe('the review rules of 2023', () => {
  const rules = policyOf('CMA-2021/2+REV-2023');
  const items = (id: string) => rules.checklist(id).items.map((item) => item.id);

  test('four cases for a remote review, three for the integrity of documents, eight and eleven grounds to stop', () => {
    expect(items('remote-review-conditions')).toEqual(['force-majeure', 'same-system-sites', 'few-parameters', 're-check']);
    expect(items('document-integrity')).toEqual(['papers-match-facts', 'no-contradictions', 'not-copied']);
    expect(items('stop-grounds-on-site')).toHaveLength(8);
    expect(items('stop-grounds-remote')).toHaveLength(11);
    expect(items('stop-grounds-remote')).toEqual(expect.arrayContaining(items('stop-grounds-on-site')));
    expect(items('materials-check-outcomes')).toHaveLength(3);
  });

  test('five starred clauses', () => {
    const { items: clauses, basis } = rules.checklist('starred-clauses');
    expect(clauses.filter(({ starred }) => starred).map(({ id }) => id)).toEqual([
      '2.8.1',
      '2.9.1',
      '2.10.1',
      '2.11.1',
      '2.12.4',
    ]);
    expect(basis).toEqual(['评审准则 附件4']);
  });

  test('key persons without a title: one, three, five or eight years', () => {
    const years = ['doctorate', 'master', 'bachelor', 'college'].map((after) => rules.number(`equivalent-after-${after}`).value);
    expect(years).toEqual([1, 3, 5, 8]);
    expect(rules.number('system-run-before-first-application')).toMatchObject({ value: 3, unit: 'cm' });
  });

  test('what came with them is not there before', () => {
    const before = policyOf('CMA-2021');
    expect(before.findChecklist('starred-clauses')).toBeUndefined();
    expect(before.findNumber('equivalent-after-master')).toBeUndefined();
    expect(() => before.checklist('starred-clauses')).toThrow('policy CMA-2021/2 has no checklist starred-clauses');
    expect(() => before.number('nothing')).toThrow('policy CMA-2021/2 has no number nothing');
  });
});

describe('environment bodies', () => {
  const before = policyOf('CMA-2021/2+REV-2023');
  const after = policyOf('CMA-2021/2+REV-2023/2+ENV-2025');
  const needed = (policy: Policy, field?: string) =>
    policy.materialsNeeded('INITIAL', { procedure: 'GENERAL', ...(field === undefined ? {} : { field }) }).map(({ id }) => id);

  test('the numbers of the supplement', () => {
    const value = (id: string) => after.number(`environment-${id}`).value;
    expect([value('staff'), value('staff-few-classes'), value('mid-title-share')]).toEqual([20, 10, 25]);
    expect([value('technical-lead'), value('signatory'), value('quality-lead')]).toEqual([8, 6, 6]);
    expect([value('lease-least'), value('lease-premises-enough')]).toEqual([1, 3]);
    expect(after.number('environment-staff').for.fields).toEqual(['12', '13']);
  });

  test('hand in the supplement sheet; others do not', () => {
    expect(needed(after, '12')).toEqual([...needed(after, '20'), 'M20']);
    expect(needed(after, '13')).toContain('M20');
    expect([needed(after, '00'), needed(after)].flat()).not.toContain('M20');
    expect(before.materials.find(({ id }) => id === 'M20')?.basis).toEqual(['国市监检测〔2018〕245号']);
  });

  test.each([
    ['2019-04-30', undefined],
    ['2019-05-01', '国市监检测〔2018〕245号'],
    ['2019-11-30', '国市监检测〔2018〕245号'],
    ['2019-12-01', '国市监检测〔2018〕245号'],
    ['2025-12-31', '国市监检测〔2018〕245号'],
    ['2026-01-01', '国市监检测规〔2025〕4号'],
  ])('国市监检测〔2018〕245号: on %s the sheet is asked for by %s', (date, article) => {
    const policy = book.findInForce(localDate(date));
    const sheet = policy?.materials.find(({ id }) => id === 'M20');
    expect(sheet?.basis).toEqual(article === undefined ? undefined : [article]);
    if (policy !== undefined) expect(needed(policy, '12').includes('M20')).toBe(article !== undefined);
  });

  test('have their conditions in the lists about their field alone', () => {
    const lists = (field?: string) => after.checklistsFor('INITIAL', field).map(({ id }) => id);
    expect([lists('12'), lists()].map((ids) => ids.includes('environment-conditions'))).toEqual([true, true]);
    expect(lists('00')).not.toContain('environment-conditions');
    expect(after.checklistsFor('CANCEL').map(({ id }) => id)).not.toContain('environment-conditions');
  });
});

test('from 2026-06-01 the items applied for are checked against the library', () => {
  const policy = policyOf('CMA-2021/2+REV-2023/2+ENV-2025/1+YDYK-2026');
  expect(policy.checklist('library-statuses').items.map(({ id }) => id.replaceAll('-', '_'))).toEqual([
    'in_library',
    'cited_only',
    'abolished',
    'older_edition',
    'not_in_library',
  ]);
  const abilities = policy.materialsFor('INITIAL').find(({ id }) => id === 'M05');
  expect(abilities).toMatchObject({ requirement: 'M', verified: 'second-hand' });
  expect(abilities?.basis).toContain('公告2026年第14号');
});
