import { ENGINE, localDate } from '#kernel';
import { awaitingDecision, ordered, received, REACHED, renewal, submission, TEAM } from '../../case/src/cases.testing.js';
import { applicant, clerk, given, head, law, on } from '../../case/src/given.testing.js';
import { documentsOf, parseDocumentTemplates } from './index.js';
import { forms, issued, last, REMEDIES } from './documents.testing.js';

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

it('a receipt says of several files of one material which is which, in the words of a notice (许可法32)', () => {
  const files = [{ material: 'M01' }, { material: 'M05', fileName: 'M05a.pdf' }, { material: 'M05', fileName: 'M05b.pdf' }];
  expect(last(received({ materials: files }))?.paragraphs.slice(2, -1)).toEqual([
    '1. 资质认定申请书 / 变更申请表',
    '2. 检验检测能力申请表（第1份，M05a.pdf）',
    '3. 检验检测能力申请表（第2份，M05b.pdf）',
  ]);
});

describe('a notice of acceptance says what comes next, until when, and nothing of what does not (许可法32(五), 45)', () => {
  const accepted = (reviewForm: 'ON_SITE' | 'NONE') => on('2026-03-05', 'ApplicationAccepted', { reviewForm }, clerk);
  const commitment = received({ procedure: 'COMMITMENT' });
  const signature = { uscc: '91620102MA7ABCD12B', edition: '2019', text: '甲', sha256: 'e3b0c442', signatory: '张三' };
  const signed = on('2026-03-05', 'CommitmentSigned', signature, applicant);
  const silence = on(
    '2026-03-02',
    'ApplicationDeemedAccepted',
    { limit: 'T01', run: 1, due: localDate('2026-03-09'), reviewForm: 'NONE' },
    ENGINE,
  );
  const review = '本件评审方式：现场评审。技术评审期限至2026年4月17日；技术评审所需时间不计入作出许可决定的期限。';

  it.each([
    ['a review', [received(), accepted('ON_SITE')], review],
    [
      'a decision without a review',
      [received({ ...renewal('2026-12-31'), kind: 'CHG_NAME' }), accepted('NONE')],
      '本件不需技术评审，作出许可决定的期限至2026年4月2日。',
    ],
    ['a commitment', [commitment, signed, accepted('NONE')], '本件不需技术评审，作出许可决定的期限至2026年3月5日。'],
    ['a commitment that waits', [commitment, silence], '本件不需技术评审，你单位签署告知承诺书后作出许可决定。'],
  ])('%s', (_what, events, next) => {
    expect(last(...events)?.paragraphs.slice(2)).toEqual([next]);
  });

  it('no day where no limit runs: a commitment that was declined, and is accepted anew', () => {
    const declined = on('2026-03-05', 'ApplicationDeclined', { reasons: ['甲'], remedies: REMEDIES }, clerk);
    const data = {
      instrument: { authority: '乙', number: '1号', date: localDate('2026-03-06') },
      orders: '撤销',
      reason: '丙',
      resumes: 'acceptance',
      withinWorkingDays: 5,
      timeSetBy: 'law',
      refusal: 1,
    } as const;
    const anew = on('2026-03-06', 'RefusalSetAside', data, head);
    const again = on('2026-03-09', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk);
    expect(last(commitment, signed, declined, anew, again)).toMatchObject({ template: 'acceptance-notice' });
    expect(last(commitment, signed, declined, anew, again)?.paragraphs).toHaveLength(2);
  });
});

it('the terms of a commitment name what they rest on, one beside the other (告知承诺实施办法)', () => {
  const told = given().when('SubmitApplication', submission({ procedure: 'COMMITMENT' }), { at: '2026-03-02' });
  expect(last(...told.events)?.paragraphs[2]).toContain('第十条、第十二条、《检验检测机构资质认定告知承诺实施办法（试行）》');
});

it('the time of a review is not counted in the decision, nor what the applicant adds in the review (许可法45, 办法11(三))', () => {
  const notice = issued(...REACHED['technical-review']).find(({ template }) => template === 'review-time-notice');
  expect(notice?.paragraphs.slice(2)).toEqual([
    '技术评审时间不计入作出许可决定的期限；因你单位整改或者自身原因延长的时间，不计算在技术评审时间之内。',
  ]);
});

it('a review that is done again is told with its days, within the time of the decision anew (行政复议法64, 办法11(三))', () => {
  const instrument = { authority: '示例法院（虚构）', number: '1号', date: localDate('2026-05-11') };
  const data = { instrument, orders: '责令重新作出', reviewAnew: true, reason: '事实不清' } as const;
  const anew = given(...REACHED.refused).when('RecordRefusalSetAside', data, { at: '2026-05-12' });
  const again = given(...anew.events).when('CommissionReview', { team: TEAM }, { at: '2026-05-13' });
  const notice = issued(...again.events).findLast(({ template }) => template === 'review-time-notice');
  expect(notice?.paragraphs[1]).toContain('所需时间为30个工作日（至2026年6月24日）。');
  expect(notice?.paragraphs.slice(2)).toEqual([
    '技术评审时间计入重新作出决定的期限（至2026年7月8日）；因你单位整改或者自身原因延长的时间，不计算在技术评审时间之内。',
  ]);
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

it('a postponement is told with its reason and its last day; one before the form came into use keeps the papers it had (办法11(三))', () => {
  const put = (day: string, until: string) => {
    const data = { reason: '设备检修', until: localDate(until), withinWorkingDays: 4 };
    return [...REACHED['technical-review'], on(day, 'ReviewPostponed', data)];
  };
  expect(last(...put('2026-11-30', '2026-12-04'))).toMatchObject({ zh: '暂缓评审告知书', date: '2026-11-30' });
  expect(last(...put('2026-11-30', '2026-12-04'))?.paragraphs[1]).toMatch(/设备检修.*暂缓至2026年12月4日。$/);
  expect(last(...put('2026-12-28', '2027-01-05'))?.paragraphs[1]).toContain('暂缓至2027年1月5日（有关年度放假安排尚未公布');
  expect(issued(...put('2026-03-10', '2026-03-13'))).toHaveLength(issued(...REACHED['technical-review']).length);
});

it('an extension states its reason and the new last day (许可法42)', () => {
  const extended = given(...awaitingDecision).when('ExtendDecision', { reason: '案情复杂' }, { at: '2026-03-18', by: head });
  // Twenty working days after Monday 2026-03-16; 2026-04-06 is a day off.
  expect(last(...extended.events)?.paragraphs.at(-1)).toContain('延长10个工作日（至2026年4月14日）。理由：案情复杂。');
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
  const [first, ...others] = forms.templates.map(({ on: _event, ...form }) => form);
  expect(first?.id).toBe('receipt');
  const changed = parseDocumentTemplates(
    {
      series: '检资',
      templates: [
        { ...first, effectiveTo: '2026-03-02' },
        { ...first, effectiveFrom: '2026-03-03', paragraphs: ['新格式：{institution}'] },
        ...others,
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
