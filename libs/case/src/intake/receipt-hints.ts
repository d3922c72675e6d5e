import { addMonths, dateOf } from '#kernel';
import type { Policy } from '#law';
import { missingMaterials } from '../completeness/materials.js';
import { isLateRenewal } from '../decision/renewal.js';
import type { CaseContext } from '../definition.js';
import { materialNames } from '../file/names.js';
import type { Application, CaseFile, Warning } from '../file/state.js';
import { saysTheChange } from './submission-rules.js';

type Hint = readonly [stands: (application: Application, context: CaseContext) => boolean, warning: Warning];

const SECONDARY_MISSING = 'secondary-materials-missing';

/** Secondary materials that may follow (容缺受理): until then the papers have a gap, which the window tells or accepts (许可法32(四)). */
function secondaryAreMissing(application: Application | CaseFile, { policy }: Pick<CaseContext, 'policy'>): readonly Warning[] {
  const missing = missingMaterials(application, policy);
  return missing.length === 0
    ? []
    : [
        {
          code: SECONDARY_MISSING,
          zh: `缺少次要材料：${materialNames(missing, policy)}，可以容缺受理或者一次性告知补正`,
          en: `Secondary materials are missing: ${missing.join(', ')}; accepted with them outstanding, or asked for`,
          basis: ['许可法32(四)', '地方容缺受理规定'],
        },
      ];
}

const RENEWAL_EARLY = 'renewal-early';

/** 办法13 names a last day and no first one: far ahead of it nobody can say yet how the body stands. */
function isEarlyRenewal({ kind, certificate }: Application, { now, policy }: CaseContext): boolean {
  const months = policy.findNumber(RENEWAL_EARLY)?.value;
  if (kind !== 'RENEWAL' || certificate === undefined || months === undefined) return false;
  return dateOf(now) < addMonths(certificate.validTo, -months);
}

/** 办法13, 14: a body that is qualified in a field prolongs its qualification, or extends it. */
const holdsTheField = ({ kind }: Application, { record }: CaseContext): boolean =>
  kind === 'INITIAL' && record?.holdsField === true;

const DIFFERING = {
  name: ['name', '名称'],
  address: ['addressName', '地址'],
  legalRepresentative: ['legalRepresentative', '法定代表人'],
} as const;

/** 办法14: what the application says otherwise than the record is not taken over; the record is changed by an application of its own. */
function differsFromRecord({ asTyped = {}, institution, changes = {} }: Application): readonly Warning[] {
  return (Object.keys(DIFFERING) as (keyof typeof DIFFERING)[]).flatMap((field) => {
    const [change, zh] = DIFFERING[field];
    const [typed, onRecord = ''] = [asTyped[field], institution[field]];
    if (typed === undefined || saysTheChange(typed, changes[change] ?? (field === 'address' ? changes.site : undefined)))
      return [];
    return [
      {
        code: `${field === 'legalRepresentative' ? 'legal-representative' : field}-differs`,
        zh: `申请书所填${zh}“${typed}”与档案“${onRecord}”不一致，以档案为准`,
        en: `The application says ${typed}, the record ${onRecord}: the record holds`,
        basis: ['办法14'],
      },
    ];
  });
}

/** What is no ground to turn an application down, but worth knowing to whoever handles it. */
const hints: readonly Hint[] = [
  [
    isLateRenewal,
    {
      code: 'late-renewal',
      zh: '延续申请晚于有效期届满三个月前，逾期未决定不视为准予延续',
      en: 'The renewal came later than three months before expiry: silence does not renew it',
      basis: ['办法13', '许可法50'],
    },
  ],
  [
    isEarlyRenewal,
    {
      code: 'early-renewal',
      zh: '延续申请远早于有效期届满，届时的情况尚无法判断',
      en: 'The renewal comes long before the term ends: how the body will stand then cannot be seen yet',
      basis: ['办法13'],
    },
  ],
  [
    holdsTheField,
    {
      code: 'certificate-held',
      zh: '该机构已持有同一领域的有效资质认定证书，可以申请扩项或者延续',
      en: 'The body holds a valid certificate of this field: an extension or a renewal may be what it needs',
      basis: ['办法13', '办法14'],
    },
  ],
  [
    ({ standing }) => standing.breachInLastTerm,
    { code: 'breach-in-last-term', zh: '上一许可周期内有违法违规行为', en: 'A breach in the last term', basis: ['办法13'] },
  ],
  [
    ({ standing }) => standing.badCreditList,
    { code: 'bad-credit-list', zh: '列入失信名单', en: 'On a list of dishonest bodies', basis: ['评审准则16'] },
  ],
  [
    ({ standing }) => standing.punishedWithin2Years,
    { code: 'punished-within-two-years', zh: '两年内受过处罚', en: 'Punished within two years', basis: ['告知承诺实施办法'] },
  ],
  [
    ({ standing }) => standing.creditClass === 'C' || standing.creditClass === 'D',
    { code: 'credit-risk', zh: '信用风险较高（C、D 类）', en: 'Credit risk of class C or D', basis: ['监督管理办法20'] },
  ],
];

export function warningsOn(application: Application, context: CaseContext): { readonly warnings?: readonly Warning[] } {
  const warnings = [
    ...hints.filter(([stands]) => stands(application, context)).map(([, warning]) => warning),
    ...differsFromRecord(application),
    ...secondaryAreMissing(application, context),
  ];
  return warnings.length === 0 ? {} : { warnings };
}

/** The hints of the receipt as they stand now: what was missing may have come in, and what was accepted with gaps says so itself. */
export const warningsNow = (file: CaseFile, policy: Policy): readonly Warning[] =>
  (file.warnings ?? []).flatMap((one) => {
    if (one.code !== SECONDARY_MISSING) return [one];
    return file.acceptedAt === undefined ? secondaryAreMissing(file, { policy }) : [];
  });
