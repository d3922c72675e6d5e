import {
  DECISION_LIMITS,
  kindsOf,
  materialsFor,
  reviewFormFor,
  type CaseFile,
  type HeldMaterial,
  type MachineDecision,
  type ReductionKind,
} from '#case';
import type { LocalDate } from '#kernel';
import type { LimitRule, Policy } from '#law';

/** What a rule looks at. Nothing here is asked, fetched or counted: it was, before. */
export interface Situation {
  readonly file: CaseFile;
  readonly policy: Policy;
  /** The rule before the reductions began. */
  readonly baseline: Policy;
  readonly on: LocalDate;
  readonly held: readonly HeldMaterial[];
  readonly decision?: MachineDecision | undefined;
}

interface Saving {
  readonly before: string;
  readonly after: string;
  readonly saves: number;
}

/**
 * One way in which a case asks less than the law's ordinary way. `route`: the ordinary way of its kind is already that short, and no
 * event needs to say so; `found`: something was found for this very case; `on-the-spot`: only together with a decision at once.
 */
export interface ReductionRule {
  readonly name: string;
  readonly kind: ReductionKind;
  readonly from: 'route' | 'found' | 'on-the-spot';
  readonly articles: (situation: Situation) => readonly string[];
  readonly savings: (situation: Situation) => readonly Saving[];
}

/** The plan that set the task. Repealed since: it is cited only for what happened while it was in force. */
const PLAN = '甘政办发〔2018〕145号 十';
const SHARED = ['国务院令716号7', '优化营商环境条例44'];

/** The material that is the authority's own certificate, and the source that it comes from. */
export const CERTIFICATE_MATERIAL = 'M18';
export const OWN_RECORDS = 'certificates';
export const EARLIER_CASES = 'earlier-cases';

const nameOf = (material: string, { file, policy }: Situation): string =>
  materialsFor(kindsOf(file), policy).find(({ id }) => id === material)?.zh ?? material;

const heldByTheAuthority = (situation: Situation): Saving[] => {
  const { file, policy } = situation;
  const own = materialsFor(kindsOf(file), policy).filter(
    ({ id, requirement }) => id === CERTIFICATE_MATERIAL && requirement === 'S',
  );
  return file.certificate === undefined
    ? []
    : own.map(({ id, zh }) => ({
        before: `提交${id} ${zh}`,
        after: `免交：本机关证书记录 ${file.certificate?.number ?? ''}`,
        saves: 1,
      }));
};

const heldFromAnEarlierCase = (situation: Situation): Saving[] =>
  situation.held
    .filter(({ source }) => source === EARLIER_CASES)
    .map(({ material, reference }) => ({
      before: `提交${material} ${nameOf(material, situation)}`,
      after: `免交：沿用办件 ${reference} 已提交的材料`,
      saves: 1,
    }));

const fetchedFromASharedSource = (situation: Situation): Saving[] =>
  situation.held
    .filter(({ source }) => source !== EARLIER_CASES && source !== OWN_RECORDS)
    .map(({ material, source, reference }) => ({
      before: `提交${material} ${nameOf(material, situation)}`,
      after: `免交：数据共享取得 (${source}) ${reference}`,
      saves: 1,
    }));

/** Several changes of a body in one case: one acceptance, one decision, one certificate. */
const changesMerged = ({ file, policy }: Situation): Saving[] => {
  const kinds = kindsOf(file);
  return kinds.length === 1
    ? []
    : [{ before: kinds.map((kind) => policy.kind(kind).zh).join('、'), after: '合并为一件办理', saves: kinds.length - 1 }];
};

/** The whole way has a technical review; a change of form only has none, and a commitment is verified afterwards. */
const noReview = ({ file, policy }: Situation): Saving[] => {
  const after = file.procedure === 'COMMITMENT' ? '受理、决定，事后核查' : '受理、决定';
  return reviewFormFor(file, policy) === 'NONE' ? [{ before: '受理、技术评审、决定', after, saves: 1 }] : [];
};

const documentReview = ({ file, policy }: Situation): Saving[] =>
  reviewFormFor(file, policy) === 'WRITTEN' ? [{ before: '现场评审', after: '文件审查', saves: 1 }] : [];

const noTrip = ({ file, policy, baseline }: Situation): Saving[] => {
  const [before, after] = [baseline.tripsFor(file.kind).value, policy.tripsFor(file.kind).value];
  return before > after ? [{ before: `到现场 ${before} 次`, after: `到现场 ${after} 次`, saves: before - after }] : [];
};

const noFee = ({ file, policy, baseline }: Situation): Saving[] => {
  const [before, after] = [baseline.feeFor(file.kind).value, policy.feeFor(file.kind).value];
  return before > after ? [{ before: `${before} 元`, after: `${after} 元`, saves: before - after }] : [];
};

const promised = ({ file, policy }: Situation): Saving[] =>
  policy.limits.flatMap((limit) => {
    const promise = policy.promiseFor(limit.id, file.kind);
    if (promise === undefined || promise.n >= limit.n || !runsFor(file, limit, policy)) return [];
    const what = `${limit.id} ${limit.name.zh}`;
    return [{ before: `${what} ${limit.n} 个工作日`, after: `承诺 ${promise.n} 个工作日`, saves: limit.n - promise.n }];
  });

const runsFor = (file: CaseFile, { kinds, procedures, reviewed, unit }: LimitRule, policy: Policy): boolean =>
  unit === 'wd' &&
  (kinds === '*' || kinds.includes(file.kind)) &&
  (procedures === '*' || procedures.includes(file.procedure)) &&
  (reviewed === '*' || (reviewed === 'with-review') === (reviewFormFor(file, policy) !== 'NONE'));

const acceptedAndDecidedInOne = ({ decision }: Situation): Saving[] =>
  decision === undefined ? [] : [{ before: '受理、决定两个环节', after: '受理、决定一并办结', saves: 1 }];

const decidedOnTheSpot = ({ file, policy, decision }: Situation): Saving[] => {
  if (decision === undefined) return [];
  const limits = ['T01', ...DECISION_LIMITS].flatMap((id) => policy.findLimit(id) ?? []);
  // What a promise saves is told by its own rule.
  const days = limits
    .filter((limit) => runsFor(file, limit, policy))
    .reduce((sum, { id, n }) => sum + (policy.promiseFor(id, file.kind)?.n ?? n), 0);
  return [{ before: `期限 ${days} 个工作日`, after: '当场决定', saves: days }];
};

/** In the order in which they are shown. Each article is looked up at the day on which the reduction is made. */
export const REDUCTION_RULES: readonly ReductionRule[] = [
  {
    name: 'held-by-the-authority',
    kind: 'material',
    from: 'route',
    articles: () => [...SHARED, PLAN],
    savings: heldByTheAuthority,
  },
  {
    name: 'held-from-an-earlier-case',
    kind: 'material',
    from: 'found',
    articles: () => [...SHARED, PLAN],
    savings: heldFromAnEarlierCase,
  },
  {
    name: 'fetched-from-a-shared-source',
    kind: 'material',
    from: 'found',
    articles: () => [...SHARED, PLAN],
    savings: fetchedFromASharedSource,
  },
  {
    name: 'changes-merged',
    kind: 'procedure',
    from: 'route',
    articles: () => ['优化营商环境条例36', PLAN],
    savings: changesMerged,
  },
  {
    name: 'no-review',
    kind: 'procedure',
    from: 'route',
    articles: ({ file, policy }) => [
      ...(file.procedure === 'COMMITMENT' ? ['办法12'] : kindsOf(file).flatMap((kind) => policy.kind(kind).basis)),
      PLAN,
    ],
    savings: noReview,
  },
  {
    name: 'document-review',
    kind: 'step',
    from: 'route',
    articles: ({ file, policy }) => [...policy.kind(file.kind).basis, '评审准则16', PLAN],
    savings: documentReview,
  },
  {
    name: 'accepted-and-decided-in-one',
    kind: 'step',
    from: 'on-the-spot',
    articles: ({ decision }) => [...(decision?.article ?? []), '优化营商环境条例35', PLAN],
    savings: acceptedAndDecidedInOne,
  },
  {
    name: 'no-trip',
    kind: 'step',
    from: 'route',
    articles: () => ['优化营商环境条例36', PLAN],
    savings: noTrip,
  },
  {
    name: 'decided-on-the-spot',
    kind: 'time',
    from: 'on-the-spot',
    articles: ({ decision }) => [...(decision?.article ?? []), '优化营商环境条例36', PLAN],
    savings: decidedOnTheSpot,
  },
  {
    name: 'promised',
    kind: 'time',
    from: 'found',
    articles: () => ['优化营商环境条例36', PLAN],
    savings: promised,
  },
  { name: 'no-fee', kind: 'fee', from: 'route', articles: () => ['许可法58', PLAN], savings: noFee },
];
