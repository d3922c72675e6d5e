import type { CommandName } from '#case';
import { COMMAND_DTOS, fieldsOf, NOTHING } from '#dto';
import type { RecordCommandName } from '#office';
import { CHECKED, firstApplication, TEAM } from './a-case.js';

type Payloads = { readonly [T in CommandName | RecordCommandName]?: object };

/** Bodies that tests look at closer, or that name the people of the tests. */
const CHOSEN: Payloads = {
  SubmitApplication: firstApplication(),
  WithdrawApplication: { reason: '另行申请' },
  DeclineApplication: { reasons: ['不属于本机关职权范围'] },
  RequestCorrection: { items: [{ material: 'M10', reason: '缺页' }], respondWithinWorkingDays: 10 },
  SupplyCorrection: { items: [{ material: 'M10', fileName: '报告.pdf' }] },
  SupplyMaterial: { items: [{ material: 'M19', fileName: '变更核准通知.pdf' }] },
  TakeBackDocumentReview: { reason: '领取人出差' },
  PassDocumentReview: { findings: '一致', checks: CHECKED },
  FailDocumentReview: { reasons: ['材料与事实不符'] },
  OrderOnSiteReview: { reason: '书面材料存疑' },
  CommissionReview: { form: 'ON_SITE', team: TEAM },
  ChangeReviewTeam: { team: TEAM, reason: '原评审员回避' },
  PostponeReview: { reason: '申请人请求延期' },
  OrderRectification: { withinWorkingDays: 10, items: ['设备溯源证书过期'] },
  SubmitRectification: { note: '已完成整改' },
  VerifyRectification: { passed: true },
  ConcludeReview: { conclusion: '符合' },
  GrantQualification: { note: '准予许可' },
  RefuseQualification: { reasons: ['关键设备不具备'] },
  ExtendDecision: { reason: '案情复杂' },
  RecordRefusalSetAside: {
    instrument: { authority: '示例省人民政府（虚构）', number: '示政复决〔2026〕1号（虚构）', date: '2026-03-18' },
    orders: '责令重新作出',
    reason: '主要事实不清、证据不足',
  },
  RepinPolicy: { policy: 'CMA-2021/2', reason: '依申请人请求' },
  AcceptApplication: { fewParameters: '仅增加2个参数' },
  SignCommitment: { signatory: '张三（虚构）', title: '法定代表人' },
  WithdrawCommitment: { reason: '场所尚在装修' },
  AcceptSelfDeclaration: { note: '当场准予' },
  AcceptWithOutstanding: { outstanding: ['M10'], withinWorkingDays: 10 },
  SupplyOutstanding: { items: [{ material: 'M10', fileName: '报告.pdf' }] },
  TellHearingRight: { matter: '涉及相邻单位重大利益', parties: ['示例相邻单位（虚构）'] },
  RequestHearing: { party: '示例相邻单位（虚构）' },
  OpenHearing: { chair: '@supervisor', noticedOn: '2026-03-05', place: '第一会议室' },
  CloseHearing: { record: '听证笔录' },
  StopReview: { ground: 'no-cooperation', consentOf: '@head' },
  ExplainDelay: { limit: 'T22', reason: '系统故障' },
  AppointInspectors: { team: [{ id: '@reviewer', name: '李四' }, { id: '@colleague' }] },
  ConcludeVerification: { verdict: '严重不实', findings: '设备不具备', items: ['水质'], withinWorkingDays: 10, fraud: false },
  SubmitVerificationRectification: { note: '已完成整改' },
  CheckVerificationRectification: { passed: true, findings: '整改到位' },
  OpenRevocation: { ground: 'fraud', source: '甘市监核〔2026〕1号（虚构）', reasons: ['申请材料虚假'], fraud: true },
  SuspendRevocation: { reason: '听证' },
  ExtendRevocation: { reason: '案情复杂' },
  RecordStatement: { statement: '已购置设备' },
  RevokeCertificate: { scope: 'whole', publicSafety: false, reasons: ['承诺内容严重不实'] },
  CloseRevocation: { reasons: ['经查事实不成立'] },
  RegisterFacts: { name: '示例', legalRepresentative: '张三', source: '营业执照' },
  RecordCreditClass: { class: 'B', source: '2026年信用风险分类（虚构）' },
  RecordBreach: { what: '超范围出具报告', source: '甘市监罚〔2026〕1号（虚构）' },
  LiftEntry: { entry: 'breach:甘市监罚〔2026〕1号（虚构）', reason: '复议决定撤销' },
};

/** The examples of the API document, field by field. */
const examples = Object.entries(COMMAND_DTOS).map(([name, dto]) => [
  name,
  dto === NOTHING ? undefined : Object.fromEntries(fieldsOf(dto).map((field) => [field.name, field.schema.example])),
]);

/** A body that the DTO of each command lets through; undefined for a command without fields. */
export const PAYLOADS: Payloads = { ...(Object.fromEntries(examples) as Payloads), ...CHOSEN };
