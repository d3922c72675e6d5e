import type { Policy, Procedure } from '#law';
import type { CaseStatus } from './state.js';

/** What people read beside the codes; the same words as in docs/glossary.md. */

export const STATUS_NAMES: { readonly [S in CaseStatus]: string } = {
  none: '未提出',
  received: '待受理',
  'awaiting-correction': '待补正',
  'document-review': '文件审查',
  'awaiting-commission': '待委托评审',
  'technical-review': '技术评审',
  'review-postponed': '暂缓评审',
  rectification: '整改',
  'rectification-check': '整改验证',
  'awaiting-decision': '待决定',
  granted: '已准予',
  delivered: '已送达（办结）',
  declined: '不予受理（办结）',
  withdrawn: '撤回（办结）',
  refused: '不予许可（办结）',
};

export const PROCEDURE_NAMES: { readonly [P in Procedure]: string } = { GENERAL: '一般程序', COMMITMENT: '告知承诺程序' };

const named = (ids: readonly string[], rows: readonly { readonly id: string; readonly zh: string }[]): string =>
  ids.map((id) => [id, ...rows.filter((row) => row.id === id.split('/')[0]).map(({ zh }) => zh)].join(' ')).join('、');

/** `M07 授权签字人申请表、M10 典型检验检测报告`, as the list of the policy calls them. */
export const materialNames = (ids: readonly string[], policy: Policy): string => named(ids, policy.materials);
