import { addDays, type LocalDate } from '#kernel';
import type { ApplicationKind, Policy, Procedure } from '#law';
import { kindsOf } from '../file/rules.js';
import type { Standing } from '../file/state.js';
import type { IneligibilityReason } from '../rejections.js';

export interface CommitmentFacts {
  readonly kind: ApplicationKind;
  readonly alsoKinds?: readonly ApplicationKind[];
  /** Left out: asked before the field is known, so that no rule about fields is applied. */
  readonly field?: string;
  readonly specialFood?: boolean;
  readonly standing: Standing;
}

interface EligibilityRule extends IneligibilityReason {
  readonly stands: (facts: CommitmentFacts, policy: Policy) => boolean;
}

/** 办法10, 12; 告知承诺实施办法3: four kinds of application, none before the procedure was made. */
const kindIsOpen: EligibilityRule = {
  rule: 'kind-not-open',
  basis: ['办法10', '办法12'],
  zh: '该事项不适用告知承诺程序',
  en: 'The commitment procedure is not open for this kind of application',
  stands: (facts, policy) => kindsOf(facts).some((kind) => !policy.kind(kind).procedures.includes('COMMITMENT')),
};

/** 告知承诺实施办法3: not for medical devices; not for special food, which a body in the food field rules out itself. */
const fieldIsOpen: EligibilityRule = {
  rule: 'special-food-or-medical-devices',
  basis: ['告知承诺实施办法3'],
  zh: '特殊食品、医疗器械检验检测不适用告知承诺程序；食品领域须声明不含特殊食品',
  en: 'Not for the testing of special food or medical devices; in the field of food the body declares that no special food is among its items',
  stands: ({ field, specialFood }, policy) => {
    const { always, unlessDeclared } = policy.values.commitmentClosedFields.value;
    if (specialFood === true) return true;
    return field !== undefined && (always.includes(field) || (unlessDeclared.includes(field) && specialFood !== false));
  },
};

/** 告知承诺实施办法: two years after a punishment the general procedure; whoever applies for the first time is excepted. */
const notPunished: EligibilityRule = {
  rule: 'punished-within-two-years',
  basis: ['告知承诺实施办法'],
  zh: '两年内因检验检测违法违规行为受到处罚（首次申请除外）',
  en: 'Punished for a breach in testing within the last two years (first-time applicants excepted)',
  stands: ({ kind, standing }) => standing.punishedWithin2Years && !(standing.firstTime ?? kind === 'INITIAL'),
};

/** 评审准则19: whoever broke a commitment is not trusted with another. */
const noFalseCommitment: EligibilityRule = {
  rule: 'earlier-false-commitment',
  basis: ['告知承诺实施办法', '评审准则19'],
  zh: '曾作出虚假承诺或者承诺内容严重不实',
  en: 'An earlier commitment of this body was false or gravely untrue',
  stands: ({ standing }) => standing.commitmentBarred === 'false-commitment',
};

/** 办法12: after a withdrawn commitment the next application goes the general way. */
const noWithdrawnCommitment: EligibilityRule = {
  rule: 'earlier-withdrawn-commitment',
  basis: ['办法12'],
  zh: '曾撤回告知承诺申请，再次申请应当按照一般程序办理',
  en: 'An earlier commitment application was withdrawn: the next one goes the general way',
  stands: ({ standing }) => standing.commitmentBarred === 'withdrawn-commitment',
};

/** Not in the text of the rule: whether a listed body may use the procedure is a value of the pack. */
const notListed: EligibilityRule = {
  rule: 'on-bad-credit-list',
  basis: ['告知承诺实施办法'],
  zh: '列入失信名单',
  en: 'The body is on a list of dishonest bodies',
  stands: ({ standing }, policy) => standing.badCreditList && policy.values.badCreditCloses.value.includes('commitment'),
};

const eligibilityRules = [kindIsOpen, fieldIsOpen, notPunished, noFalseCommitment, noWithdrawnCommitment, notListed];

/** Every reason against the commitment procedure, in the order of the rules; none: the body may choose it (办法12). */
export const commitmentEligibility = (facts: CommitmentFacts, policy: Policy): readonly IneligibilityReason[] =>
  eligibilityRules.filter((rule) => rule.stands(facts, policy)).map(({ rule, basis, zh, en }) => ({ rule, basis, zh, en }));

/** One procedure, whether a body may choose it today, and every reason why not. */
export interface ProcedureChoice {
  readonly procedure: Procedure;
  readonly open: boolean;
  readonly reasons: readonly IneligibilityReason[];
}

/** A ban closes both procedures (办法32, 33). */
function banned({ bannedUntil }: Standing, today: LocalDate): readonly IneligibilityReason[] {
  if (bannedUntil === undefined || bannedUntil < today) return [];
  const firstDay = addDays(bannedUntil, 1);
  const words = { zh: `在限制申请期内，自 ${firstDay} 起可以申请`, en: `Banned from applying until ${bannedUntil}` };
  return [{ rule: 'body-banned', basis: ['办法33', '办法32'], ...words }];
}

/** What a body may choose before it begins; the same rules turn an application down. */
export const openProcedures = (facts: CommitmentFacts, policy: Policy, today: LocalDate): readonly ProcedureChoice[] => {
  const ban = banned(facts.standing, today);
  const choice = (procedure: Procedure, reasons: readonly IneligibilityReason[]): ProcedureChoice => ({
    procedure,
    open: reasons.length === 0,
    reasons,
  });
  return [choice('GENERAL', ban), choice('COMMITMENT', [...ban, ...commitmentEligibility(facts, policy)])];
};
