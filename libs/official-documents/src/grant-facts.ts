import type { CertificateChanges, CertificateOrder, SignatoryChange } from '#case';
import { abilityLine, filedLine } from './annex-facts.js';
import { written, type Facts } from './facts.js';

type Face = Omit<CertificateChanges, 'droppedItems' | 'standards'>;

const CHANGED: { readonly [F in keyof Face]-?: string } = {
  name: '名称',
  addressName: '地址名称',
  site: '检验检测场所',
  legalNature: '法人性质',
  legalRepresentative: '法定代表人',
  topManager: '最高管理者',
  technicalLead: '技术负责人',
  signatories: '授权签字人',
  other: '其他事项',
};

const ACTIONS: { readonly [A in SignatoryChange['action']]: string } = { add: '增加', change: '变更为', remove: '取消' };

const signatory = ({ action, name, scope }: SignatoryChange): string =>
  `${ACTIONS[action]}${name}${scope === undefined ? '' : `（${scope}）`}`;

const spelled = (value: Face[keyof Face]): string =>
  value === undefined || typeof value === 'string' ? (value ?? '') : value.map(signatory).join('、');

/** What becomes of the certificate, in one sentence; the ability that it is about follows as lists. */
export function effectOf(order: CertificateOrder): string {
  switch (order.action) {
    case 'issue':
      return `颁发资质认定证书，有效期至${written(order.validTo)}`;
    case 'renew':
      return `证书 ${order.number} 有效期延续至${written(order.validTo)}`;
    case 'amend':
      return `变更证书 ${order.number}${changesOf(order)}`;
    case 'cancel':
      return `注销证书 ${order.number}`;
  }
}

type Amendment = Extract<CertificateOrder, { action: 'amend' }>;

/** What the certificate says from now on, as far as the application told it. */
function changesOf(order: Amendment): string {
  const { droppedItems: _dropped, standards: _replaced, ...face } = order.changes ?? {};
  const told = Object.entries(face).map(([field, value]) => `${CHANGED[field as keyof Face]}：${spelled(value)}`);
  if (told.length > 0) return `，${told.join('；')}`;
  return Object.keys(grantedOf(order)).length > 0 ? '的检验检测能力，具体如下' : '的登记事项';
}

const LISTS = ['added', 'moved', 'dropped', 'replaced'] as const;
/** The ability that a grant adds, moves, takes off, or puts under other standards; each list comes with how many it names. */
export const GRANTED = LISTS.flatMap((name) => [name, `${name}Count`] as const);

type Granted = { readonly [F in (typeof GRANTED)[number]]?: Facts[string] };

export function grantedOf(order: CertificateOrder): Granted {
  if (order.action !== 'amend') return {};
  const { change, alsoChanges = [], changes = {}, scopeItems = [], filedScope } = order;
  const { droppedItems = [], standards = [] } = changes;
  const abilities = scopeItems.map(abilityLine);
  const extended = [change, ...alsoChanges].includes('SCOPE_EXT');
  const filed = filedScope === undefined ? {} : { added: [filedLine(filedScope)], addedCount: '见申请表' };
  return {
    ...(extended ? { ...filed, ...counted('added', abilities) } : counted('moved', abilities)),
    ...counted('dropped', droppedItems.map(rowFirst)),
    ...counted(
      'replaced',
      standards.map(({ from, to }) => `${from} 变更为 ${to}`),
    ),
  };
}

/** 「1 水 总硬度」 is line 1 of the list: the numbers are those of the annex. */
const rowFirst = (item: string): string => item.replace(/^(\d+) /, '$1. ');

const counted = (name: (typeof LISTS)[number], list: readonly string[]): Granted =>
  list.length === 0 ? {} : { [name]: list, [`${name}Count`]: `${list.length} 项` };
