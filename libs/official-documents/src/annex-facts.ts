import type { FiledScope, ScopeItem } from '#case';
import { isComplete, type AnnexRow, type Certificate } from '#issuance';

/** What the annex of a certificate (证书附表) says: its rows, and whatever else the ability stands in. */
export function annexOf({ annex, facts, revokedItems = [], cases }: Certificate): string[] {
  const rows = (annex?.rows ?? []).map(rowLine);
  if (isComplete(annex)) return rows.length > 0 ? rows : ['附表各项目均已取消或者撤销。'];
  const taken = cases.length > 0 ? '以申请时提交的检验检测能力申请表为准。' : '以原证书附表为准。';
  const { droppedItems = [], standards = [] } = facts ?? {};
  return [
    ...rows,
    ...(annex?.filed ?? []).map(filedLine),
    ...(annex?.older === true ? ['本附表未列明的原有能力，以原证书附表为准。'] : []),
    ...(annex === undefined ? [taken] : []),
    ...(droppedItems.length > 0 ? [`已取消的项目：${droppedItems.join('、')}。`] : []),
    ...(standards.length > 0 ? [`已变更的标准：${standards.map(({ from, to }) => `${from} 变更为 ${to}`).join('、')}。`] : []),
    ...(revokedItems.length > 0 ? [`已撤销的项目：${revokedItems.join('、')}。`] : []),
  ];
}

const rowLine = (row: AnnexRow): string => `${row.row}. ${abilityLine(row)}`;

export function abilityLine({ category, name, standard, limitation, site }: ScopeItem): string {
  const more = [limitation && `限制范围：${limitation}`, site && `场所：${site}`].filter(Boolean);
  return [`${category}，${name}，${standard}`, ...more].join('；');
}

export const filedLine = ({ caseId, fileName, sha256 }: FiledScope): string =>
  `以办件 ${caseId} 提交的检验检测能力申请表为准${fileName === undefined ? '' : `，文件 ${fileName}`}${
    sha256 === undefined ? '' : `，SHA-256：${sha256}`
  }。`;

/** Who may sign for what (谁签字谁担责). */
export const signatoriesOf = ({ facts }: Certificate): string[] => {
  const list = (facts?.signatories ?? []).map(({ name, scope }) => `${name}：${scope ?? '签字领域见授权签字人申请表'}`);
  return list.length > 0 ? list : ['见提交的授权签字人申请表。'];
};
