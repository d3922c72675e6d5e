import type { CommandName } from '#case';
import type { LaterCommandName } from '../../apps/api/src/http/offers.js';
import { firstApplication, TEAM } from './a-case.js';

/** A body that the DTO of each command lets through; undefined for a command without fields. */
export const PAYLOADS: { readonly [T in CommandName | LaterCommandName]?: object } = {
  SubmitApplication: firstApplication(),
  WithdrawApplication: { reason: '另行申请' },
  DeclineApplication: { reasons: ['不属于本机关职权范围'] },
  RequestCorrection: { items: [{ material: 'M10', reason: '缺页' }], respondWithinWorkingDays: 10 },
  SupplyCorrection: { items: [{ material: 'M10', fileName: '报告.pdf' }] },
  PassDocumentReview: { findings: '一致' },
  FailDocumentReview: { reasons: ['材料与事实不符'] },
  OrderOnSiteReview: { reason: '书面材料存疑' },
  CommissionReview: { form: 'ON_SITE', team: TEAM },
  PostponeReview: { reason: '申请人请求延期' },
  OrderRectification: { withinWorkingDays: 10, items: ['设备溯源证书过期'] },
  SubmitRectification: { note: '已完成整改' },
  VerifyRectification: { passed: true },
  ConcludeReview: { conclusion: '符合' },
  GrantQualification: { note: '准予许可' },
  RefuseQualification: { reasons: ['关键设备不具备'] },
  ExtendDecision: { reason: '案情复杂' },
  AppointInspectors: { team: [{ id: 'expert-1', name: '李四' }, { id: 'expert-2' }] },
  ConcludeVerification: { verdict: '严重不实', findings: '设备不具备', items: ['水质'], withinWorkingDays: 10, fraud: false },
  SubmitVerificationRectification: { note: '已完成整改' },
  CheckVerificationRectification: { passed: true, findings: '整改到位' },
  OpenRevocation: { ground: 'fraud', source: '甘市监核〔2026〕1号（虚构）', reasons: ['申请材料虚假'], fraud: true },
  SuspendRevocation: { reason: '听证' },
  ExtendRevocation: { reason: '案情复杂' },
  RecordStatement: { statement: '已购置设备' },
  RevokeCertificate: { scope: 'whole', reasons: ['承诺内容严重不实'] },
  CloseRevocation: { reasons: ['经查事实不成立'] },
  RegisterFacts: { name: '示例', legalRepresentative: '张三', source: '营业执照' },
  RecordCreditClass: { class: 'B', source: '2026年信用风险分类（虚构）' },
  RecordBreach: { what: '超范围出具报告', source: '甘市监罚〔2026〕1号（虚构）' },
  LiftEntry: { entry: 'breach:甘市监罚〔2026〕1号（虚构）', reason: '复议决定撤销' },
};
