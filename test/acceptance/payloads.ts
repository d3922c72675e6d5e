import type { CommandName } from '#case';
import { firstApplication, TEAM } from './a-case.js';

/** A body that the DTO of each command lets through; undefined for a command without fields. */
export const PAYLOADS: { readonly [T in CommandName]?: object } = {
  SubmitApplication: firstApplication(),
  WithdrawApplication: { reason: '另行申请' },
  DeclineApplication: { reasons: ['不属于本机关职权范围'] },
  RequestCorrection: { items: [{ material: 'M10', reason: '缺页' }], respondWithinWorkingDays: 10 },
  SupplyCorrection: { items: [{ material: 'M10', fileName: '报告.pdf' }] },
  SupplyMaterial: { items: [{ material: 'M19', fileName: '变更核准通知.pdf' }] },
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
};
