import { localDate } from '#kernel';
import { awaitingDecision, received, renewal, submission } from '../cases.testing.js';
import { given } from '../given.testing.js';
import { MAX_SCOPE_ITEMS, type CaseCommands, type ScopeItem } from '../index.js';

const HARDNESS = { category: '生活饮用水', name: '总硬度', standard: 'GB/T 5750.4-2023' };
const rows = (count: number): ScopeItem[] => Array.from({ length: count }, (_, n) => ({ ...HARDNESS, name: `参数${n}` }));

const submitting = (scopeItems: readonly ScopeItem[], more: Partial<CaseCommands['SubmitApplication']> = {}) =>
  given().when('SubmitApplication', submission({ scopeItems, ...more }), { at: '2026-03-02' });

test('办法15: rows of ability are received as they are told', () => {
  const scopeItems = [HARDNESS, { ...HARDNESS, site: '二号楼' }, { ...HARDNESS, name: '六价铬', standard: 'GB 7467-87' }];
  submitting(scopeItems).then({ type: 'ApplicationReceived', data: { scopeItems } });
  submitting(rows(MAX_SCOPE_ITEMS)).then('ApplicationReceived');
});

test.each<[string, readonly ScopeItem[], string, string]>([
  ['办法15: more than the stated number', rows(MAX_SCOPE_ITEMS + 1), 'scope-too-long', 'scopeItems'],
  [
    '办法15: a standard without its year',
    [{ ...HARDNESS, standard: 'GB/T 5750.4' }],
    'scope-item-invalid',
    'scopeItems[0].standard',
  ],
  ['办法15: a name of blanks', [HARDNESS, { ...HARDNESS, name: ' ' }], 'scope-item-invalid', 'scopeItems[1].name'],
  [
    '办法15: an endless limitation',
    [{ ...HARDNESS, limitation: '限'.repeat(501) }],
    'scope-item-invalid',
    'scopeItems[0].limitation',
  ],
  ...['gb/t5750.4-2023', 'GB/T 5750.4—2023', 'GB/T 5750.4–2023', 'ＧＢ／Ｔ 5750.4－2023'].map(
    (standard): [string, readonly ScopeItem[], string, string] => [
      `办法15: the same twice, ${standard}`,
      [HARDNESS, { ...HARDNESS, standard }],
      'scope-item-twice',
      'scopeItems[1]',
    ],
  ),
])('%s', (_, scopeItems, code, field) => {
  const outcome = submitting(scopeItems);
  outcome.thenRejected(code, '办法15');
  expect(outcome.decision).toMatchObject({ field });
});

test('办法15: what a standard without its year lacks is said in words', () => {
  expect(submitting([{ ...HARDNESS, standard: 'GB/T 5750.4' }]).decision).toMatchObject({
    zh: '标准号须含年号，例如 GB/T 5750.4-2023',
    allowed: ['GB/T 5750.4-2023'],
  });
});

test('办法14, 15: rows come with what gives or moves ability', () => {
  const certificate = { number: '202820340001', validTo: localDate('2028-12-31') };
  submitting([HARDNESS], renewal('2026-12-31')).thenRejected('scope-not-applied-for', '办法14', '办法15');
  for (const kind of ['SCOPE_EXT', 'CHG_SITE'] as const)
    submitting([HARDNESS], { kind, certificate }).then('ApplicationReceived');
});

test('a grant carries the rows, or names the table that was filed', () => {
  const [, ...reviewed] = awaitingDecision;
  const granted = (...first: Parameters<typeof received>) =>
    given(received(...first), ...reviewed).when('GrantQualification', {}, { at: '2026-03-18' });
  granted({ scopeItems: [HARDNESS] }).then({
    type: 'QualificationGranted',
    data: { certificate: { action: 'issue', scopeItems: [HARDNESS] } },
  });
  const materials = submission().materials.map((one) =>
    one.material === 'M05' ? { ...one, fileName: '能力表.xlsx', sha256: 'ab12' } : one,
  );
  granted({ materials }).then({
    type: 'QualificationGranted',
    data: { certificate: { filedScope: { caseId: 'case-1', fileName: '能力表.xlsx', sha256: 'ab12' } } },
  });
});
