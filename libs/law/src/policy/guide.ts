import type {
  ApplicantRule,
  Bilingual,
  ChecklistRule,
  LimitRule,
  NumberRule,
  PromiseRule,
  ResultRule,
  Sourced,
  StepRule,
  ValueRule,
} from './policy-pack.js';
import { packLabel, type Policy, type RequiredMaterial } from './policy.js';
import { stageTimes, type StageTime } from './stage-times.js';
import { MATERIAL_CONDITIONS, type ApplicationKind, type Procedure, type Requirement, type ReviewForm } from './terms.js';

export interface GuideEntry extends Bilingual {
  readonly kind: ApplicationKind;
  readonly procedures: readonly Procedure[];
  readonly reviewForm: ReviewForm | 'NONE';
}

/** 办事指南: everything that an applicant has to know of one kind, all of it from the packs in force (许可法30). */
export interface Guide extends GuideEntry, Sourced {
  readonly policy: string;
  /** Each pack of the label, in the version that is told here. */
  readonly packs: readonly (Bilingual & {
    readonly policy: string;
    readonly label: string;
    readonly effectiveFrom: string;
    readonly effectiveTo: string | null;
  })[];
  readonly who: ApplicantRule;
  readonly needsCertificate: boolean;
  readonly affectsConditions: 'always' | 'never' | 'ask';
  readonly conditions: readonly ChecklistRule[];
  readonly numbers: readonly NumberRule[];
  readonly ways: readonly GuideWay[];
  readonly materials: readonly GuideMaterial[];
  /** Limits that a step names; `furtherLimits` are the others that hold for the kind. */
  readonly limits: readonly GuideLimit[];
  readonly furtherLimits: readonly GuideLimit[];
  readonly fee: ValueRule<number>;
  readonly trips: ValueRule<number>;
  readonly results: readonly ResultRule[];
  /** Calendar days, and calendar months, from knowing of the decision. */
  readonly remedies: { readonly reconsiderationDays: ValueRule<number>; readonly litigationMonths: ValueRule<number> };
}

interface GuideWay {
  readonly procedure: Procedure;
  readonly reviewForm: ReviewForm | 'NONE';
  /** The way that a case goes unless it gives reason for another. */
  readonly usual: boolean;
  /** Who may go this way, and what is said of it. */
  readonly conditions: readonly ChecklistRule[];
  readonly conclusions: readonly string[];
  readonly steps: readonly GuideStep[];
  readonly stages: readonly StageTime[];
  readonly workingDays: { readonly legal: number; readonly promised: number };
}

type GuideStep = Omit<StepRule, 'kinds' | 'procedures' | 'forms' | 'done'>;

interface GuideMaterial extends Bilingual, Sourced {
  readonly id: string;
  readonly requirement: Requirement;
  /** For a material marked C: when it is needed. */
  readonly condition?: Bilingual & { readonly id: string; readonly fields?: readonly string[] };
  readonly form: boolean;
  readonly tolerated?: Sourced;
}

interface GuideLimit extends Sourced {
  readonly id: string;
  readonly name: Bilingual;
  readonly party: LimitRule['party'];
  readonly n: number;
  readonly unit: LimitRule['unit'];
  readonly onExpiry: LimitRule['onExpiry'];
  /** Before that day running out has no effect. */
  readonly onExpirySince?: LimitRule['onExpirySince'];
  readonly procedures: LimitRule['procedures'];
  /** The notice sets the length, up to `max`; `n` is only what is usual. */
  readonly setBy?: LimitRule['setBy'];
  readonly inAll?: LimitRule['inAll'];
  readonly extend?: LimitRule['extend'];
  readonly promise?: PromiseRule;
}

export const guideEntries = (policy: Policy): readonly GuideEntry[] => policy.kinds.map(entryOf);

const entryOf = ({ kind, zh, en, procedures, reviewForm }: GuideEntry): GuideEntry => ({ kind, zh, en, procedures, reviewForm });

/** Throws RangeError for a policy that lacks the kind, or a row that the kind names. */
export function guideFor(policy: Policy, kind: ApplicationKind): Guide {
  const row = policy.kind(kind);
  const ways = row.procedures.flatMap((procedure) => waysOf(policy, kind, procedure));
  const named = new Set(ways.flatMap(({ steps }) => steps.flatMap(({ limits }) => limits)));
  const limits = unique(ways.flatMap(({ procedure, reviewForm }) => policy.limitsFor(kind, procedure, reviewForm)));
  return {
    ...entryOf(row),
    ...sourceOf(row),
    policy: policy.versionLabel,
    packs: policy.packs.map((pack) => ({
      policy: pack.policy,
      label: packLabel(pack),
      ...pack.title,
      effectiveFrom: pack.effectiveFrom,
      effectiveTo: pack.effectiveTo,
    })),
    who: byId(policy.applicants, row.who),
    needsCertificate: row.needsCertificate,
    affectsConditions: row.affectsConditions,
    conditions: policy
      .checklistsFor(kind)
      .filter(({ for: { procedures, forms } }) => procedures === undefined && forms === undefined),
    numbers: policy.numbers.filter(({ for: { kinds } }) => kinds === undefined || kinds.includes(kind)),
    ways,
    materials: policy.materialsFor(kind).map(materialOf),
    limits: limits.filter(({ id }) => named.has(id)).map((limit) => limitOf(limit, policy, kind)),
    furtherLimits: limits.filter(({ id }) => !named.has(id)).map((limit) => limitOf(limit, policy, kind)),
    fee: policy.feeFor(kind),
    trips: policy.tripsFor(kind),
    results: row.results.map((id) => byId(policy.results, id)),
    remedies: { reconsiderationDays: policy.values.reconsiderationDays, litigationMonths: policy.values.litigationMonths },
  };
}

function waysOf(policy: Policy, kind: ApplicationKind, procedure: Procedure): GuideWay[] {
  const { reviewForm, otherForms = [] } = policy.kind(kind);
  const forms = procedure === 'COMMITMENT' ? (['NONE'] as const) : [reviewForm, ...otherForms];
  return forms.map((form, index) => {
    const holding = new Set(policy.limitsFor(kind, procedure, form).map(({ id }) => id));
    const stages = stageTimes(policy, kind, procedure, form);
    const sum = (which: 'legal' | 'promised') => stages.reduce((days, stage) => days + stage[which], 0);
    return {
      procedure,
      reviewForm: form,
      usual: index === 0 && procedure === 'GENERAL',
      conditions: policy.checklistsFor(kind).filter((list) => isAbout(list, procedure, form)),
      conclusions: form === 'NONE' ? [] : policy.conclusionsFor(form),
      steps: policy
        .stepsFor(kind, procedure, form)
        .map(({ kinds: _kinds, procedures: _procedures, forms: _forms, done: _done, ...step }, _index, taken) => ({
          ...step,
          after: step.after.filter((before) => taken.some(({ id }) => id === before)),
          limits: step.limits.filter((limit) => holding.has(limit)),
        })),
      stages,
      workingDays: { legal: sum('legal'), promised: sum('promised') },
    };
  });
}

/** Lists that name the procedure or the form; those that name neither are about the kind. */
function isAbout({ for: { procedures, forms } }: ChecklistRule, procedure: Procedure, form: ReviewForm | 'NONE'): boolean {
  if (procedures !== undefined) return procedures.includes(procedure);
  return forms !== undefined && form !== 'NONE' && forms.includes(form);
}

const sourceOf = ({ basis, source, verified, note }: Sourced): Sourced => ({
  basis,
  source,
  verified,
  ...(note === undefined ? {} : { note }),
});

function materialOf({
  id,
  zh,
  en,
  requirement,
  condition,
  fields,
  form,
  toleratedBasis,
  ...row
}: RequiredMaterial): GuideMaterial {
  const when = requirement === 'C' && condition !== undefined ? condition : undefined;
  return {
    id,
    zh,
    en,
    requirement,
    ...(when === undefined
      ? {}
      : { condition: { id: when, ...MATERIAL_CONDITIONS[when], ...(fields === undefined ? {} : { fields }) } }),
    form: form === true,
    ...(toleratedBasis === undefined ? {} : { tolerated: toleratedBasis }),
    ...sourceOf(row),
  };
}

function limitOf(limit: LimitRule, policy: Policy, kind: ApplicationKind): GuideLimit {
  const { id, name, party, n, unit, onExpiry, onExpirySince, procedures, setBy, inAll, extend } = limit;
  const promise = policy.promiseFor(id, kind);
  return {
    id,
    name,
    party,
    n,
    unit,
    onExpiry,
    ...(onExpirySince === undefined ? {} : { onExpirySince }),
    procedures,
    ...(setBy === undefined ? {} : { setBy }),
    ...(inAll === undefined ? {} : { inAll }),
    ...(extend === undefined ? {} : { extend }),
    ...(promise === undefined ? {} : { promise }),
    ...sourceOf(limit),
  };
}

const unique = (limits: readonly LimitRule[]): readonly LimitRule[] =>
  [...new Set(limits)].sort((a, b) => (a.id < b.id ? -1 : 1));

function byId<T extends { readonly id: string }>(rows: readonly T[], id: string): T {
  const row = rows.find((one) => one.id === id);
  if (row === undefined) throw new RangeError(`the policy has no row ${id}`);
  return row;
}
