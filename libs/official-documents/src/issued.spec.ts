import { readFileSync } from 'node:fs';
import { ENGINE, localDate, type Dated } from '#kernel';
import type { CaseEvent } from '#case';
import type { ApplicationKind } from '#policy';
import { awaitingDecision, ordered, received, REACHED, renewal } from '../../case/src/cases.testing.js';
import { applicant, clerk, decisionMaker, given, head, law, on } from '../../case/src/given.testing.js';
import { documentsOf, parseDocumentTemplates } from './index.js';

const json = JSON.parse(readFileSync(new URL('../data/templates.json', import.meta.url), 'utf8')) as unknown;
const forms = parseDocumentTemplates(json, 'templates.json');
const issued = (...events: readonly Dated<CaseEvent>[]) => documentsOf(events, law, forms);
const last = (...events: readonly Dated<CaseEvent>[]) => issued(...events).at(-1);

const REMEDIES = { reconsideration: '60日内申请行政复议', litigation: '6个月内提起行政诉讼' };

it('a receipt names the materials and the last day of the answer (许可法32)', () => {
  expect(last(received())).toMatchObject({
    number: '检资收〔2026〕case-1-01号',
    zh: '申请材料收件回执',
    date: '2026-03-02',
    addressee: { name: '示例检测有限公司（虚构）', uscc: '91620102MA7ABCD12B' },
    responsible: { person: 'engine', role: 'engine', actingFor: null },
    event: { n: 0, type: 'ApplicationReceived' },
  });
  // Five working days after Monday 2026-03-02.
  expect(last(received())?.paragraphs.at(-1)).toContain('至2026年3月9日');
  expect(last(received())?.paragraphs).toContain('1. 资质认定申请书 / 变更申请表');
});

it('a notice of correction names every gap, once, and its last day (许可法32(四))', () => {
  const notice = last(...REACHED['awaiting-correction']);
  expect(notice?.zh).toBe('补正告知书');
  expect(notice?.paragraphs).toContain('1. 典型检验检测报告：缺页');
  // Ten working days after Wednesday 2026-03-04.
  expect(notice?.paragraphs.at(-1)).toContain('10个工作日内补正（至2026年3月18日）');
});

it('one file of several is asked for in words: which one it is, by the name that it came with (许可法32(四))', () => {
  const files = [{ material: 'M07', fileName: '甲.pdf' }, { material: 'M07' }];
  const asked = ['M07/1', 'M07/2'].map((file) => ({ material: 'M07', file, reason: '缺页' }));
  const notice = on('2026-03-04', 'CorrectionRequested', { items: asked, respondWithinWorkingDays: 10 }, clerk);
  const paragraphs = last(received({ materials: files }), notice)?.paragraphs ?? [];
  expect(paragraphs.filter((text) => text.includes('缺页'))).toEqual([
    '1. 授权签字人申请表、职称和经历、授权范围（第1份，甲.pdf）：缺页',
    '2. 授权签字人申请表、职称和经历、授权范围（第2份）：缺页',
  ]);
});

it('the commissioning of a review gives two documents: its time, and who comes (许可法45, 办法24)', () => {
  const two = issued(...REACHED['technical-review']).slice(-2);
  expect(two.map(({ zh }) => zh)).toEqual(['技术评审时间告知书', '现场评审通知书']);
  expect(two.map(({ number }) => number.slice(-4))).toEqual(['-03号', '-04号']);
  expect(two[1]?.paragraphs).toContain('1. reviewer（组长）');
});

it('an order to rectify names the items and the last day (办法26)', () => {
  const order = last(...REACHED['technical-review'], ordered('2026-03-10'));
  expect(order?.paragraphs).toEqual(expect.arrayContaining(['1. 设备']));
  expect(order?.paragraphs.at(-1)).toContain('至2026年3月24日');
});

it('an extension states its reason and the new last day (许可法42)', () => {
  const extended = given(...awaitingDecision).when('ExtendDecision', { reason: '案情复杂' }, { at: '2026-03-18', by: head });
  // Twenty working days after Monday 2026-03-16; 2026-04-06 is a day off.
  expect(last(...extended.events)?.paragraphs.at(-1)).toContain('延长10个工作日（至2026年4月14日）。理由：案情复杂。');
});

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

it('what the law does by silence is told on the day after the last day, by the engine (许可法32(四), 50)', () => {
  const accepted = given(received()).when(
    'ExpireTimeLimit',
    { limit: 'T01', run: 1, version: 1 },
    { at: '2026-03-10', by: ENGINE },
  );
  expect(last(...accepted.events)).toMatchObject({ zh: '视为受理告知书', date: '2026-03-10', responsible: { role: 'engine' } });
  expect(last(...accepted.events)?.paragraphs[1]).toContain('2026年3月9日');

  const waiting = [received(renewal('2026-06-30')), on('2026-03-05', 'ApplicationAccepted', { reviewForm: 'WRITTEN' }, clerk)];
  const renewed = given(...waiting).when(
    'ExpireTimeLimit',
    { limit: 'T41', run: 1, version: 1 },
    { at: '2026-07-01', by: ENGINE },
  );
  expect(last(...renewed.events)).toMatchObject({ zh: '视为准予延续告知书', date: '2026-07-01' });
  expect(last(...renewed.events)?.paragraphs[1]).toContain('有效期延续至2032年6月30日');
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

it('a promise is that of the applicant: nobody of the authority answers for it (地方容缺受理规定)', () => {
  const told = { lastDay: localDate('2026-03-19'), otherwise: 'deem-withdrawn' } as const;
  const promised = (more: object) =>
    last(
      received(),
      on('2026-03-05', 'OutstandingPromised', { outstanding: ['M10'], withinWorkingDays: 10, told, ...more }, clerk),
    );
  const open = promised({});
  expect(open).toMatchObject({ zh: '容缺受理承诺书', ofApplicant: true, responsible: { person: 'engine', role: 'engine' } });
  expect(open?.paragraphs[0]).toMatch(/^按申请人示例检测有限公司（虚构）（\w+）的请求/);
  expect(open?.paragraphs.at(-1)).toBe('本承诺书由申请人签字或者盖章确认。');
  expect(promised({ promisedBy: '张三' })?.paragraphs.at(-1)).toBe('承诺签署人：张三。');
});

it('a withdrawal ends the case in writing', () => {
  expect(last(received(), on('2026-03-04', 'ApplicationWithdrawn', { reason: '重新准备' }, applicant))?.paragraphs[1]).toContain(
    '撤回理由：重新准备',
  );
});

it('a document keeps the form of its own day when a new form comes into use', () => {
  const [first] = forms.templates.filter(({ id }) => id === 'receipt');
  if (first === undefined) throw new Error('no receipt');
  const changed = parseDocumentTemplates(
    {
      series: '检资',
      templates: [
        { ...first, effectiveTo: '2026-03-02' },
        { ...first, effectiveFrom: '2026-03-03', paragraphs: ['新格式：{institution}'] },
      ],
    },
    'templates.json',
  );
  expect(documentsOf([received()], law, changed)[0]?.paragraphs).toHaveLength(
    documentsOf([received()], law, forms)[0]?.paragraphs.length ?? 0,
  );
  expect(documentsOf([received({}, '2026-03-03')], law, changed)[0]?.paragraphs).toEqual(['新格式：示例检测有限公司（虚构）']);
});

it('every form is used by some case, and no text keeps a gap', () => {
  const all = Object.values(REACHED).flatMap((events) => issued(...events));
  expect(all.flatMap(({ paragraphs }) => paragraphs).filter((line) => /[{}]|undefined|NaN/.test(line))).toEqual([]);
  expect(localDate(all[0]?.date ?? '')).toBe('2026-03-02');
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

it('a notice of a hearing is dated to the day it was given and names day and place; later nothing is told twice (许可法48(一))', () => {
  const call = { chair: 'officer-7', place: '第一会议室', heldOn: localDate('2026-03-30') };
  const notified = [...awaitingDecision, on('2026-03-19', 'HearingNotified', call, head)];
  expect(last(...notified)).toMatchObject({ zh: '听证通知书', date: '2026-03-19', people: ['officer-7'] });
  expect(last(...notified)?.paragraphs[1]).toContain('定于2026年3月30日在第一会议室举行，由officer-7主持');
  const again = on('2026-03-20', 'HearingNotified', { ...call, heldOn: localDate('2026-04-01') }, head);
  expect(last(...notified)?.paragraphs).toHaveLength(2);
  expect(last(...notified, again)?.paragraphs[2]).toBe(
    '此前2026年3月19日发出、定于2026年3月30日举行的听证通知作废，以本通知为准。',
  );
  const data = { chair: 'officer-7', noticedOn: localDate('2026-03-19') };
  const opened = on('2026-03-30', 'HearingOpened', { ...data, notified: true }, head);
  expect(issued(...notified, opened)).toHaveLength(issued(...notified).length);
  const otherwise = last(...awaitingDecision, on('2026-03-30', 'HearingOpened', data, head));
  expect(otherwise).toMatchObject({ zh: '听证通知书', date: '2026-03-30' });
  expect(otherwise?.paragraphs[1]).toContain('于2026年3月30日由officer-7主持');
});

it('forms that no scenario leads to are complete too', () => {
  const remote = { form: 'REMOTE', team: [{ id: 'expert-1', name: '王五', leader: true }] } as const;
  const told = { workingDays: 30, due: localDate('2026-04-20'), inWriting: false };
  const commissioned = on('2026-03-09', 'ReviewCommissioned', { ...remote, told }, clerk);
  const accepted = on('2026-03-05', 'ApplicationAccepted', { reviewForm: 'ON_SITE' }, clerk);
  expect(last(received(), accepted, commissioned)).toMatchObject({ zh: '远程评审通知书', people: [] });
  expect(last(received(), accepted, commissioned)?.paragraphs).toContain('1. 王五（组长）');
  const ranOut = { limit: 'T05', run: 1, due: localDate('2026-03-18') };
  const refused = on(
    '2026-03-19',
    'ApplicationDeemedRefused',
    { ...ranOut, reasons: ['容缺材料逾期未补齐'], remedies: REMEDIES },
    ENGINE,
  );
  expect(last(received(), accepted, refused)).toMatchObject({ template: 'deemed-refusal-decision', date: '2026-03-19' });
  expect(last(received(), accepted, refused)?.paragraphs).toContain('1. 容缺材料逾期未补齐');
});
