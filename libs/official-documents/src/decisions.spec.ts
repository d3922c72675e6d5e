import { localDate } from '#kernel';
import type { ApplicationKind } from '#law';
import { awaitingDecision, received, REACHED, renewal } from '../../case/src/cases.testing.js';
import { applicant, clerk, decisionMaker, on } from '../../case/src/given.testing.js';
import { issued, last, REMEDIES } from './documents.testing.js';

it.each([
  ['不予受理决定书', REACHED.declined, '不属于职权范围'],
  ['不予行政许可决定书', REACHED.refused, '不符合'],
])('%s has reasons and remedies (许可法38)', (zh, events, reason) => {
  const decision = last(...events);
  expect(decision?.zh).toBe(zh);
  expect(decision?.paragraphs).toEqual(
    expect.arrayContaining([`1. ${reason}`, '1. 60日内申请行政复议', '2. 6个月内提起行政诉讼']),
  );
});

it.each([
  ['reasons', { reasons: [], remedies: REMEDIES }],
  ['remedies', { reasons: ['不符合'], remedies: { reconsideration: '', litigation: '' } }],
])('a refusal without %s cannot be issued', (name, data) => {
  const refusal = on('2026-03-18', 'QualificationRefused', data, decisionMaker);
  expect(() => issued(...awaitingDecision, refusal)).toThrow(`{${name}} is empty`);
});

it('a grant says what it does to the certificate; the proof of delivery names it (许可法38, 44)', () => {
  const [grant, proof] = issued(...REACHED.delivered).slice(-2);
  expect(grant?.paragraphs[1]).toContain('颁发资质认定证书，有效期至2032年3月18日');
  expect(proof?.paragraphs[1]).toBe('送达文书：检验检测机构资质认定证书 262820340001。');
});

it('a letter of commitment is the signed text word for word, with its hash (告知承诺实施办法)', () => {
  const commitment = received({ procedure: 'COMMITMENT' });
  const text = '本机构承诺：\n1. 所填写的信息真实、准确；\n2. 已知晓告知事项。';
  const data = { uscc: '91620102MA7ABCD12B', edition: '2019', text, sha256: 'e3b0c442', signatory: '张三' };
  expect(last(commitment, on('2026-03-02', 'CommitmentSigned', data, applicant))?.paragraphs).toEqual([
    '本机构承诺：',
    '1. 所填写的信息真实、准确；',
    '2. 已知晓告知事项。',
    '承诺人：示例检测有限公司（虚构）（91620102MA7ABCD12B），签署人：张三。承诺书文本 SHA-256：e3b0c442。',
  ]);
});

it('several changes of one case are all named, with what is granted (许可法38)', () => {
  const certificate = {
    action: 'amend',
    number: '202820340001',
    change: 'CHG_NAME',
    alsoChanges: ['CHG_LEGAL_REP'],
    holderName: '新名称',
    changes: { name: '新名称', legalRepresentative: '李四' },
  } as const;
  const changes = received({ ...renewal('2028-05-31'), kind: 'CHG_NAME', alsoKinds: ['CHG_LEGAL_REP'] });
  const accepted = on('2026-03-03', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk);
  const grant = last(changes, accepted, on('2026-03-10', 'QualificationGranted', { certificate }, decisionMaker));
  expect(grant?.paragraphs[1]).toContain('（机构名称变更、法定代表人变更）');
  expect(grant?.paragraphs[1]).toContain('变更证书 202820340001，名称：新名称；法定代表人：李四');
});

it.each<[string, ApplicationKind, object, readonly string[]]>([
  [
    'what is added',
    'SCOPE_EXT',
    { scopeItems: [{ category: '水', name: '氨氮', standard: 'HJ 535-2009', limitation: '纳氏试剂法' }] },
    ['准予增加的检验检测能力（1 项）：', '1. 水，氨氮，HJ 535-2009；限制范围：纳氏试剂法'],
  ],
  [
    'the table that was filed',
    'SCOPE_EXT',
    { filedScope: { caseId: 'case-1', fileName: '能力表.xlsx' } },
    ['准予增加的检验检测能力（见申请表）：', '1. 以办件 case-1 提交的检验检测能力申请表为准，文件 能力表.xlsx。'],
  ],
  [
    'what moves',
    'CHG_SITE',
    { scopeItems: [{ category: '水', name: '氨氮', standard: 'HJ 535-2009', site: '示例路2号' }] },
    ['准予变更场所的检验检测能力（1 项）：', '1. 水，氨氮，HJ 535-2009；场所：示例路2号'],
  ],
  [
    'what is dropped, under the numbers of the annex',
    'CHG_DROP_ITEMS',
    { changes: { droppedItems: ['2 水 浑浊度 GB/T 5750.4-2023'] } },
    ['取消的检验检测项目（1 项）：', '2. 水 浑浊度 GB/T 5750.4-2023'],
  ],
  [
    'which standards are replaced',
    'CHG_STANDARD',
    { changes: { standards: [{ from: 'GB 1-2006', to: 'GB 1-2026' }] } },
    ['变更的标准（1 项）：', '1. GB 1-2006 变更为 GB 1-2026'],
  ],
])('a grant names %s (许可法38)', (_, kind, what, lines) => {
  const certificate = { action: 'amend', number: '202820340001', change: kind, holderName: '甲', ...what } as const;
  const accepted = on('2026-03-03', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk);
  const grant = on('2026-03-10', 'QualificationGranted', { certificate }, decisionMaker);
  const paragraphs = last(received({ ...renewal('2028-05-31'), kind }), accepted, grant)?.paragraphs ?? [];
  expect(paragraphs[1]).toContain('变更证书 202820340001的检验检测能力，具体如下');
  expect(paragraphs.slice(2)).toEqual([...lines, '本决定予以公开，公众有权查阅。']);
});

describe('falsehood and commitment', () => {
  const falsehood = { reasons: ['材料虚假'], remedies: REMEDIES, falsehood: true, uscc: '91620102MA7ABCD12B' } as const;
  const BAN = '自本决定作出之日起1年内（至2027年3月18日）不得再次申请资质认定';

  it.each([
    ['不予行政许可决定书', [...awaitingDecision, on('2026-03-18', 'QualificationRefused', falsehood, decisionMaker)]],
    ['不予受理决定书', [received(), on('2026-03-18', 'ApplicationDeclined', falsehood, clerk)]],
  ])('%s for falsehood tells of the ban with its last day (办法33, 许可法78)', (zh, events) => {
    const decision = last(...events);
    expect(decision).toMatchObject({ zh, authority: '甘肃省市场监督管理局' });
    expect(decision?.paragraphs.join()).toContain(BAN);
    expect(decision?.basis).toEqual(expect.arrayContaining(['办法33', '许可法78']));
    const honest = last(...REACHED.refused);
    expect(honest?.paragraphs.join()).not.toContain('不得再次申请');
    expect(honest?.basis).toEqual(['许可法38']);
  });

  it('a grant on a commitment names 办法12 and the verification within three months; another says it was examined', () => {
    const certificate = {
      action: 'issue',
      prefix: '26282034',
      holder: { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）' },
      field: '20',
      issuedOn: localDate('2026-03-03'),
      validTo: localDate('2032-03-03'),
    } as const;
    const grant = last(
      received({ procedure: 'COMMITMENT' }),
      on('2026-03-03', 'QualificationGranted', { certificate }, decisionMaker),
    );
    expect(grant?.paragraphs[1]).toContain('3个月内，对你单位的承诺内容是否属实进行现场核查');
    expect(grant?.paragraphs.join()).not.toContain('经审查');
    expect(grant?.basis).toContain('办法12');
    const examined = issued(...REACHED.delivered).find(({ template }) => template === 'grant-decision');
    expect(examined?.paragraphs[1]).toContain('经审查符合法定条件');
    expect(examined?.basis).not.toContain('办法12');
  });
});

it('what is to change on the certificate is told in words', () => {
  const certificate = {
    action: 'amend',
    number: '202820340001',
    change: 'CHG_SIGNATORY',
    holderName: '示例',
    changes: {
      signatories: [{ name: '李四', scope: '食品', action: 'add' }],
      standards: [{ from: 'GB 1-2016', to: 'GB 1-2025' }],
    },
  } as const;
  const changes = received({ ...renewal('2028-05-31'), kind: 'CHG_SIGNATORY' });
  const grant = last(changes, on('2026-03-10', 'QualificationGranted', { certificate }, decisionMaker));
  expect(grant?.paragraphs[1]).toContain('授权签字人：增加李四（食品）');
  expect(grant?.paragraphs).toEqual(expect.arrayContaining(['变更的标准（1 项）：', '1. GB 1-2016 变更为 GB 1-2025']));
});
