import { readFileSync } from 'node:fs';
import { ENGINE, localDate, type Actor, type Dated } from '#kernel';
import type { CertificateEvent, CertificateEventName, CertificateEvents, RevocationGround } from '#issuance';
import { law, time } from '../../case/src/given.testing.js';
import { documentsOfCertificate, parseDocumentTemplates } from './index.js';

const json = JSON.parse(readFileSync(new URL('../data/templates.json', import.meta.url), 'utf8')) as unknown;
const forms = parseDocumentTemplates(json, 'templates.json');
const number = '262820340001';
const decisionMaker: Actor = { id: 'decision-maker', role: 'decision-maker' };
const REMEDIES = { reconsideration: '60日内申请行政复议', litigation: '6个月内提起行政诉讼' };

const on = <T extends CertificateEventName>(day: string, type: T, data: CertificateEvents[T], by: Actor = ENGINE) =>
  ({ type, data, recordedAt: time(day), effectiveAt: time(day), actor: by }) as unknown as Dated<CertificateEvent>;
const issued = (more: Partial<CertificateEvents['CertificateIssued']> = {}) =>
  on('2026-03-18', 'CertificateIssued', {
    ...{ number, caseId: 'c1', field: '20', issuedOn: localDate('2026-03-18'), validTo: localDate('2032-03-18') },
    holder: { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）', address: '兰州市示例路1号' },
    ...more,
  });
const documents = (...events: Dated<CertificateEvent>[]) => documentsOfCertificate(events, law, forms);
const row = (name: string) => ({ category: '生活饮用水', name, standard: 'GB/T 5750.4-2023' });

it('a certificate says all that it must (办法15), and its annex goes under its number', () => {
  const [certificate, annex] = documents(issued({ scopeItems: [row('总硬度'), { ...row('浑浊度'), limitation: '散射法' }] }));
  expect(certificate?.paragraphs).toEqual([
    '发证机关：甘肃省市场监督管理局',
    '证书编号：262820340001',
    '机构名称：示例检测有限公司（虚构）（91620102MA7ABCD12B）',
    '地址：兰州市示例路1号',
    '检验检测领域：综合',
    '发证日期：2026年3月18日，有效期至：2032年3月18日',
    '资质认定标志：CMA，证书编号 262820340001。',
    '检验检测能力范围见证书附表。',
  ]);
  expect([certificate?.number, annex?.number]).toEqual([`检资证〔2026〕${number}-01号`, `检资证附〔2026〕${number}-01号`]);
  expect(annex).toMatchObject({ zh: '证书附表' });
  expect(annex?.paragraphs).toEqual(
    expect.arrayContaining([
      '1. 生活饮用水，总硬度，GB/T 5750.4-2023',
      '2. 生活饮用水，浑浊度，GB/T 5750.4-2023；限制范围：散射法',
      '1. 见提交的授权签字人申请表。',
    ]),
  );
});

it('where no rows are known the annex refers to the table as it was filed', () => {
  const filed = documents(issued({ filedScope: { caseId: 'c1', fileName: '能力表.xlsx', sha256: 'ab12' } }))[1];
  expect(filed?.paragraphs).toContain('1. 以办件 c1 提交的检验检测能力申请表为准，文件 能力表.xlsx，SHA-256：ab12。');
  expect(documents(issued())[1]?.paragraphs).toContain('1. 以申请时提交的检验检测能力申请表为准。');
});

it('a change gives a new annex, with what it could not change', () => {
  const amended = on('2026-06-01', 'CertificateAmended', {
    ...{ number, caseId: 'c2', change: 'CHG_DROP_ITEMS', alsoChanges: ['CHG_SIGNATORY'], holderName: '示例检测有限公司（虚构）' },
    changes: { droppedItems: ['1', '水分'], signatories: [{ name: '李四', scope: '水质', action: 'add' }] },
    annex: { dropped: [1], unmatched: ['水分'] },
  });
  const annex = documents(issued({ scopeItems: [row('总硬度'), row('浑浊度')] }), amended).at(-1);
  expect(annex?.number).toBe(`检资证附〔2026〕${number}-02号`);
  expect(annex?.paragraphs).toEqual(expect.arrayContaining(['2. 生活饮用水，浑浊度，GB/T 5750.4-2023', '1. 李四：水质']));
  expect(annex?.paragraphs.join()).toContain('未作变动：水分。');
  expect(annex?.paragraphs.join()).not.toContain('总硬度');
});

describe('a revocation', () => {
  const revoked = (ground: RevocationGround, fraud: boolean, more: Partial<CertificateEvents['CertificateRevoked']> = {}) =>
    on(
      '2026-07-01',
      'CertificateRevoked',
      {
        ...{ number, uscc: '91620102MA7ABCD12B', holder: '示例检测有限公司（虚构）', ground, scope: 'whole', fraud },
        ...{ reasons: ['事实清楚'], remedies: REMEDIES, ...more },
      },
      decisionMaker,
    );
  const BAN = '自本决定作出之日起3年内（至2029年7月1日）不得再次申请资质认定';

  it.each<[RevocationGround, boolean, readonly string[]]>([
    ['fraud', true, ['许可法38', '办法32', '许可法69', '许可法79']],
    ['false-commitment', false, ['许可法38', '评审准则19', '许可法69']],
    ['false-commitment', true, ['许可法38', '评审准则19', '许可法69', '办法32', '许可法79']],
    ['unrectified-commitment', false, ['许可法38', '评审准则19', '许可法69']],
    ['agency-error', false, ['许可法38', '许可法69(一)至(四)']],
    ['other-by-law', false, ['许可法38', '许可法69(五)']],
  ])('for %s (fraud: %s) rests on the ground decided, and tells of the ban only after fraud', (ground, fraud, basis) => {
    const decision = documents(issued(), revoked(ground, fraud)).at(-1);
    expect(decision).toMatchObject({ zh: '撤销决定书', basis });
    expect(decision?.paragraphs.join().includes(BAN)).toBe(fraud);
  });

  it('评审准则19: for what was not put right does not speak of a false commitment', () => {
    const text = documents(issued(), revoked('unrectified-commitment', false)).at(-1)?.paragraphs.join('');
    expect(text).toContain('因告知承诺基本属实，但逾期未整改或者整改后仍不符合，决定撤销');
    expect(text).not.toContain('虚假');
  });

  it('of items leaves an annex without them', () => {
    const partly = revoked('false-commitment', false, { scope: 'items', items: ['总硬度'], rows: [1] });
    const annex = documents(issued({ scopeItems: [row('总硬度'), row('浑浊度')] }), partly).at(-1);
    expect(annex?.zh).toBe('证书附表');
    expect(annex?.paragraphs.filter((line) => /^\d+\. 生活/.test(line))).toEqual(['2. 生活饮用水，浑浊度，GB/T 5750.4-2023']);
  });

  it('that a verification led to says so in words', () => {
    const opened = on('2026-06-01', 'RevocationOpened', {
      ...{ ground: 'false-commitment', source: 'inspection-c1', number, policy: 'CMA-2021/2+REV-2023/2' },
    });
    expect(documents(issued(), opened).at(-1)?.paragraphs[1]).toContain('经查（办件 c1 的告知承诺事后核查）');
  });

  it('that does not follow is told with reasons', () => {
    const closed = on('2026-06-30', 'RevocationClosed', { reasons: ['经查事实不成立'] }, decisionMaker);
    expect(documents(issued(), closed).at(-1)).toMatchObject({ zh: '不予撤销决定书', basis: ['程序暂行规定45'] });
  });
});
