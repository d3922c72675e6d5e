import { readdirSync, readFileSync } from 'node:fs';
import { type CaseFile, type HeldMaterial, type ReceivedFile } from '#case';
import { instant, localDate, type LocalDate } from '#kernel';
import { createPolicyBook, lawOf, parsePolicyPack, type ApplicationKind, type Law, type PolicyPack } from '#law';
import { shippedCalendars } from '../../law/src/calendar/shipped.testing.js';
import { EARLIER_CASES, OWN_RECORDS, REDUCTION_RULES, reductionsFor, routeReductions } from './index.js';

const read = <T>(folder: string, parse: (json: unknown, file: string) => T): T[] => {
  const url = new URL(folder, import.meta.url);
  return readdirSync(url).map((file) => parse(JSON.parse(readFileSync(new URL(file, url), 'utf8')), file));
};
const packs = read('../../law/data/policy/packs/', parsePolicyPack);
const lawWith = (all: readonly PolicyPack[]): Law => lawOf(shippedCalendars, createPolicyBook(all));
const law = lawWith(packs);

const TODAY = localDate('2026-03-02');
const NAME = '新名称检测有限公司（虚构）';
const NUMBER = '202820340001';

const file = (kind: ApplicationKind, more: Partial<ReceivedFile> = {}, under = law): ReceivedFile => {
  const policy = under.policies.get('CMA-2021', TODAY);
  return {
    caseId: 'c1',
    kind,
    procedure: 'GENERAL',
    institution: { uscc: '91620102MA7ABCD12B', name: NAME },
    standing: { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false },
    ...(policy.kind(kind).needsCertificate ? { certificate: { number: NUMBER, validTo: localDate('2028-05-31') } } : {}),
    late: false,
    affectsConditions: false,
    field: '20',
    sector: '34',
    materials: policy
      .materialsFor(kind)
      .filter(({ requirement }) => requirement === 'M')
      .map(({ id }) => ({ material: id })),
    applicant: 'a',
    policy: policy.versionLabel,
    calendar: under.calendar.version,
    receivedAt: instant('2026-03-02T10:00:00+08:00'),
    reviewForm: 'UNDECIDED',
    correctionRequested: false,
    decisionExtended: false,
    reviewers: [],
    clocks: [],
    ...more,
  };
};
const held = (material: string, source: string, more: Partial<HeldMaterial> = {}): HeldMaterial => ({
  ...{ material, source, reference: `${material} 号`, fetchedAt: instant('2026-03-02T10:00:00+08:00') },
  ...more,
});
const M02 = held('M02', 'shared-register');
const M18 = held('M18', OWN_RECORDS, { reference: NUMBER, attests: { certificateNumber: NUMBER } });
const M19 = held('M19', 'shared-register', { attests: { name: NAME } });

const by = (rule: string, one: CaseFile, answers: readonly HeldMaterial[] = [], on = TODAY, under = law) => {
  const order = reductionsFor(one, under, { held: answers, silent: [] }, on);
  const all = [...routeReductions(one, under, on), ...(order?.reductions ?? []), ...(order?.onTheSpot?.reductions ?? [])];
  return all.find((reduction) => reduction.rule === rule);
};

describe('one test a rule, by its article', () => {
  const shared = ['国务院令716号7', '优化营商环境条例44'];

  test('国务院令716号7, 优化营商环境条例44: the certificate is in the authority’s own data', () => {
    expect(by('held-by-the-authority', file('CHG_NAME'))).toEqual({
      rule: 'held-by-the-authority',
      kind: 'material',
      article: shared,
      before: '提交M18 原资质认定证书',
      after: `免交：本机关证书记录 ${NUMBER}`,
      saves: 1,
    });
    expect(by('held-by-the-authority', file('INITIAL'))).toBeUndefined();
  });

  test('优化营商环境条例44: what an earlier case brought is not brought again', () => {
    const again = held('M02', EARLIER_CASES, { reference: '7K3F-9QXM-2A5T' });
    expect(by('held-from-an-earlier-case', file('RENEWAL'), [again])).toMatchObject({
      kind: 'material',
      article: shared,
      after: '免交：沿用办件 7K3F-9QXM-2A5T 已提交的材料',
    });
    expect(by('held-from-an-earlier-case', file('RENEWAL'), [M02])).toBeUndefined();
  });

  test('国务院令716号7: what sharing can give is not asked for', () => {
    expect(by('fetched-from-a-shared-source', file('INITIAL'), [M02])).toMatchObject({
      kind: 'material',
      article: shared,
      before: '提交M02 法人地位证明 (营业执照 / 事业单位法人证书)',
      after: '免交：数据共享取得 (shared-register) M02 号',
      saves: 1,
    });
    const there = file('INITIAL', { materials: [...file('INITIAL').materials, { material: 'M02' }] });
    expect(by('fetched-from-a-shared-source', there, [M02])).toBeUndefined();
  });

  test.each<[string, Partial<ReceivedFile>, HeldMaterial['attests'], boolean]>([
    ['the name that the application states', {}, { name: NAME }, true],
    ['nothing that a source has read', {}, undefined, true],
    ['another name', {}, { name: '别家检测有限公司（虚构）' }, false],
    ['the name, of two changes', { alsoKinds: ['CHG_LEGAL_REP'] }, { name: NAME }, false],
    ['both of two changes', { alsoKinds: ['CHG_LEGAL_REP'] }, { name: NAME, legalRepresentative: '李四' }, true],
    ['the name, beside a legal nature that no source attests', { alsoKinds: ['CHG_LEGAL_NATURE'] }, { name: NAME }, false],
    ['the name, beside a change that asks for no notice', { alsoKinds: ['CHG_TOP_MGR'] }, { name: NAME }, true],
  ])(
    '国务院令716号7: a notice of the registrar spares the paper only for what it confirms: %s',
    (_what, more, attests, spared) => {
      const one = file('CHG_NAME', { changes: { name: NAME, legalRepresentative: '李四' }, ...more });
      const notice = held('M19', 'shared-register', attests === undefined ? {} : { attests });
      const order = reductionsFor(one, law, { held: [M02, M18, notice], silent: [] }, TODAY);
      expect(order?.waivedMaterials.map(({ material }) => material)).toEqual(['M02', 'M18', ...(spared ? ['M19'] : [])]);
    },
  );

  test('办法14(一): a change of form has no technical review', () => {
    expect(by('no-review', file('CHG_NAME'))).toMatchObject({ kind: 'procedure', article: ['办法14(一)'], saves: 1 });
    expect(by('no-review', file('CHG_NAME', { affectsConditions: true }))).toBeUndefined();
    expect(by('no-review', file('INITIAL'))).toBeUndefined();
  });

  test('办法12: a commitment is decided without one, and verified afterwards', () => {
    const reduction = by('no-review', file('INITIAL', { procedure: 'COMMITMENT' }));
    expect(reduction).toMatchObject({ article: ['办法12'], after: '受理、决定，事后核查' });
  });

  test('优化营商环境条例36: several changes of a body are one case', () => {
    const merged = file('CHG_NAME', { alsoKinds: ['CHG_LEGAL_REP', 'CHG_TOP_MGR'] });
    expect(by('changes-merged', merged)).toMatchObject({
      kind: 'procedure',
      article: ['优化营商环境条例36'],
      before: '机构名称变更、法定代表人变更、最高管理者变更',
      saves: 2,
    });
    expect(by('changes-merged', file('CHG_NAME'))).toBeUndefined();
  });

  test('办法13, 评审准则16: a clean renewal is reviewed on paper', () => {
    const reduction = by('document-review', file('RENEWAL'));
    expect(reduction).toMatchObject({ kind: 'step', before: '现场评审', after: '文件审查', saves: 1 });
    expect(reduction?.article).toEqual(expect.arrayContaining(['办法13', '评审准则16']));
    const breach = { breachInLastTerm: true, badCreditList: false, punishedWithin2Years: false };
    expect(by('document-review', file('RENEWAL', { standing: breach }))).toBeUndefined();
  });

  test('许可法34, 优化营商环境条例35: acceptance and decision in one', () => {
    const reduction = by('accepted-and-decided-in-one', file('CHG_NAME'), [M02, M18, M19]);
    expect(reduction).toMatchObject({ kind: 'step', article: ['许可法34', '优化营商环境条例35'], saves: 1 });
    expect(by('accepted-and-decided-in-one', file('CHG_NAME'), [M02, M18])).toBeUndefined();
  });

  test('许可法34, 优化营商环境条例36: decided at once, where the law gives five and twenty working days', () => {
    const reduction = by('decided-on-the-spot', file('CHG_NAME'), [M02, M18, M19]);
    expect(reduction).toMatchObject({ kind: 'time', article: ['许可法34', '优化营商环境条例36'], saves: 25 });
    expect(reduction?.before).toBe('期限 25 个工作日');
    expect(by('decided-on-the-spot', file('CHG_NAME'), [M02])).toBeUndefined();
  });

  test('优化营商环境条例36: nobody comes to the office', () => {
    expect(by('no-trip', file('INITIAL'))).toMatchObject({ kind: 'step', article: ['优化营商环境条例36'], after: '到现场 0 次' });
  });

  const changed = (change: (pack: Extract<PolicyPack, { overlay: false }>) => object): Law =>
    lawWith(packs.map((pack) => (pack.overlay || pack.policy !== 'CMA-2021' ? pack : { ...pack, ...change(pack) })));

  test('优化营商环境条例36: a promise shorter than the law', () => {
    const promising = changed(({ limits }) => ({
      limits: limits.map((limit) =>
        limit.id === 'T01' ? { ...limit, promise: { n: 1, basis: ['x'], source: 'x', verified: 'inferred' } } : limit,
      ),
    }));
    expect(by('promised', file('INITIAL', {}, promising), [], TODAY, promising)).toMatchObject({
      kind: 'time',
      article: ['优化营商环境条例36'],
      before: 'T01 受理 5 个工作日',
      after: '承诺 1 个工作日',
      saves: 4,
    });
    expect(by('promised', file('INITIAL'))).toBeUndefined();
  });

  test('许可法58: no fee, where there was one', () => {
    expect(by('no-fee', file('INITIAL'))).toBeUndefined();
    const paid = lawWith(
      packs.map((pack) =>
        pack.policy === 'CMA-2015' && !pack.overlay
          ? { ...pack, values: { ...pack.values, feeYuan: { ...pack.values.feeYuan, value: 800 } } }
          : pack,
      ),
    );
    expect(by('no-fee', file('INITIAL', {}, paid), [], TODAY, paid)).toMatchObject({
      kind: 'fee',
      article: ['许可法58'],
      before: '800 元',
      after: '0 元',
      saves: 800,
    });
  });
});

describe('a text that is not in force on the day justifies nothing', () => {
  const on = (date: string): LocalDate => localDate(date);
  const article = (date: string) => by('fetched-from-a-shared-source', file('INITIAL'), [M02], on(date))?.article;

  test('甘政办发〔2018〕145号: cited while it lived, never after its repeal', () => {
    const plan = '甘政办发〔2018〕145号 十';
    expect(article('2018-07-30')).toBeUndefined();
    expect(article('2018-07-31')).toEqual([plan]);
    expect(article('2022-12-31')).toEqual(['国务院令716号7', '优化营商环境条例44', plan]);
    expect(article('2023-01-01')).toEqual(['国务院令716号7', '优化营商环境条例44']);
    for (const rule of REDUCTION_RULES) {
      const reduction = by(rule.name, file('CHG_NAME'), [M02, M18, M19], on('2026-03-02'));
      expect(reduction?.article ?? []).not.toContain(plan);
    }
  });

  test('without an article nothing is waived either', () => {
    expect(reductionsFor(file('INITIAL'), law, { held: [M02], silent: [] }, on('2016-03-02'))).toBeUndefined();
  });
});

describe('what is worth an event', () => {
  test('nothing, where the way of its kind is all there is', () => {
    expect(reductionsFor(file('CHG_NAME'), law, { held: [M18], silent: [] }, TODAY)).toBeUndefined();
    expect(routeReductions(file('CHG_NAME'), law, TODAY).map(({ rule }) => rule)).toEqual([
      'held-by-the-authority',
      'no-review',
      'no-trip',
    ]);
  });

  test('a material that a source has: with it the whole list, and nothing of the spot', () => {
    const order = reductionsFor(file('CHG_NAME'), law, { held: [M02, M18], silent: [] }, TODAY);
    expect(order?.waivedMaterials).toEqual([M02, M18]);
    expect(order?.reductions.map(({ rule }) => rule)).toEqual([
      'held-by-the-authority',
      'no-review',
      'no-trip',
      'fetched-from-a-shared-source',
    ]);
    expect(order?.onTheSpot).toBeUndefined();
  });

  test('a decision on the spot, with the facts that allow it', () => {
    const order = reductionsFor(file('CHG_NAME'), law, { held: [M02, M18, M19], silent: [] }, TODAY);
    expect(order?.onTheSpot?.held).toEqual([M02, M18, M19]);
    expect(order?.onTheSpot?.reductions.map(({ rule }) => rule)).toEqual(['accepted-and-decided-in-one', 'decided-on-the-spot']);
  });

  test('a silence, by itself', () => {
    const silent = [{ source: 'registrar', material: 'M19', reason: '…' }];
    const order = reductionsFor(file('CHG_NAME'), law, { held: [M18], silent }, TODAY);
    expect(order).toEqual({ reductions: [], waivedMaterials: [], silent });
  });
});

test('every rule has a name of its own and one of the five kinds', () => {
  expect(new Set(REDUCTION_RULES.map(({ name }) => name)).size).toBe(REDUCTION_RULES.length);
  expect(new Set(REDUCTION_RULES.map(({ kind }) => kind))).toEqual(new Set(['material', 'procedure', 'step', 'time', 'fee']));
});
