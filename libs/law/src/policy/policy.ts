import type {
  ApplicantRule,
  BasePack,
  Bilingual,
  ChecklistRule,
  KindRule,
  LimitRule,
  MaterialRule,
  NumberRule,
  OverlayPack,
  PolicyPack,
  PolicyValues,
  PromiseRule,
  ResultRule,
  ReviewFormRule,
  Scope,
  StepRule,
  TeamRule,
  ValueRule,
} from './policy-pack.js';
import { SUPPLEMENT } from './supplement.js';
import { inOrder, isOnRoute, type Route } from './steps.js';
import {
  APPLICATION_KINDS,
  type ApplicationKind,
  type Conclusion,
  type Procedure,
  type Requirement,
  type ReviewForm,
} from './terms.js';

export interface RequiredMaterial extends MaterialRule {
  readonly requirement: Requirement;
}

/** What of a case decides whether a material marked C is needed; what the case does not tell is left to the applicant. */
interface MaterialFacts {
  readonly procedure: Procedure;
  readonly field?: string;
  /** false: part of another legal person, by whom it is authorised. */
  readonly independentLegalPerson?: boolean;
}

/** A base pack with its overlays merged in: the rules under which a case is decided. Lookups take constant time. */
export interface Policy {
  readonly id: string;
  /** Every pack with its version, base first: `CMA-2021/2+REV-2023/2`. Equal labels mean equal rules. */
  readonly versionLabel: string;
  readonly title: Bilingual;
  readonly packs: readonly PolicyPack[];
  readonly limits: readonly LimitRule[];
  readonly kinds: readonly KindRule[];
  readonly materials: readonly MaterialRule[];
  readonly team: TeamRule;
  readonly values: PolicyValues;
  readonly reviewForms: readonly ReviewForm[];
  readonly reviewFormRules: readonly ReviewFormRule[];
  readonly steps: readonly StepRule[];
  readonly applicants: readonly ApplicantRule[];
  readonly results: readonly ResultRule[];
  readonly checklists: readonly ChecklistRule[];
  readonly numbers: readonly NumberRule[];
  /** How a review of that form may end; empty for a form the policy does not know. */
  conclusionsFor(form: ReviewForm): readonly Conclusion[];
  findLimit(id: string): LimitRule | undefined;
  /** Throws RangeError where the policy has no such limit. */
  limit(id: string): LimitRule;
  kind(kind: ApplicationKind): KindRule;
  /** The whole list for that kind, in order of id; nothing else may be asked for (许可法31). */
  materialsFor(kind: ApplicationKind): readonly RequiredMaterial[];
  /** What a case surely has to hand in: M, and C where its condition is known to hold. */
  materialsNeeded(kind: ApplicationKind, facts: MaterialFacts): readonly RequiredMaterial[];
  /** Secondary materials, which may be outstanding at acceptance (容缺受理). */
  toleratedMaterials(kind: ApplicationKind): readonly RequiredMaterial[];
  /** What was promised in public for that limit; undefined: nothing shorter than the law, or no such limit for that kind. */
  promiseFor(limit: string, kind?: ApplicationKind): PromiseRule | undefined;
  /** Kind, procedure and form of review; the form is the usual one unless named, none under commitment. */
  route(kind: ApplicationKind, procedure: Procedure, form?: ReviewForm | 'NONE'): Route;
  stepsFor(kind: ApplicationKind, procedure: Procedure, form?: ReviewForm | 'NONE'): readonly StepRule[];
  /** All limits, tracked or not, that may hold on that way through the handling. */
  limitsFor(kind: ApplicationKind, procedure: Procedure, form?: ReviewForm | 'NONE'): readonly LimitRule[];
  feeFor(kind: ApplicationKind): ValueRule<number>;
  tripsFor(kind: ApplicationKind): ValueRule<number>;
  /** Throws RangeError where the policy has no such list. */
  checklist(id: string): ChecklistRule;
  findChecklist(id: string): ChecklistRule | undefined;
  /** Lists that are about that kind and, where they name one, that field. */
  checklistsFor(kind: ApplicationKind, field?: string): readonly ChecklistRule[];
  /** Throws RangeError where the policy has no such number. */
  number(id: string): NumberRule;
  findNumber(id: string): NumberRule | undefined;
  limitsStartedBy(eventType: string): readonly LimitRule[];
  /** Tracked limits that an event of that type starts, stops, pauses, resumes or extends. */
  limitsTouchedBy(eventType: string): readonly LimitRule[];
}

export const packLabel = ({ policy, version }: PolicyPack): string => `${policy}/${version}`;
export const policyLabel = (packs: readonly PolicyPack[]): string => packs.map(packLabel).join('+');

/** Overlays in the order in which they came into force: of two rows with the same name the later one holds. */
export function createPolicy(base: BasePack, overlays: readonly OverlayPack[]): Policy {
  const packs = [base, ...overlays];
  const versionLabel = policyLabel(packs);
  const own = merged(packs, (pack) => pack.limits, idOf);
  const lacking = SUPPLEMENT.filter(({ id }) => own.every((limit) => limit.id !== id));
  const limits = [...own, ...lacking].sort(byId);
  const kinds = merged(
    packs,
    (pack) => pack.kinds,
    ({ kind }) => kind,
  ).map((rule) => openFor(rule, valuesOf(base, overlays)));
  const materials = merged(packs, (pack) => pack.materials, idOf).sort(byId);
  const forms = merged(
    packs,
    (pack) => pack.reviewForms,
    ({ form }) => form,
  );

  const steps = inOrder(merged(packs, (pack) => pack.steps ?? [], idOf));
  const applicants = merged(packs, (pack) => pack.applicants ?? [], idOf);
  const results = merged(packs, (pack) => pack.results ?? [], idOf);
  const checklists = merged(packs, (pack) => pack.checklists ?? [], idOf);
  const numbers = merged(packs, (pack) => pack.numbers ?? [], idOf);
  const values = valuesOf(base, overlays);

  const checklistById = new Map(checklists.map((list) => [list.id, list]));
  const numberById = new Map(numbers.map((row) => [row.id, row]));
  const limitById = new Map(limits.map((limit) => [limit.id, limit]));
  const kindByName = new Map(kinds.map((kind) => [kind.kind, kind]));
  const conclusions = new Map(forms.map((rule) => [rule.form, rule.conclusions]));
  const materialsByKind = new Map(APPLICATION_KINDS.map((kind) => [kind, requiredFor(kind, materials)]));
  const startedBy = byEvent(limits, (limit) => limit.start);
  const touchedBy = byEvent(limits, eventsOf);

  const kindOf = (kind: ApplicationKind): KindRule => present(kindByName.get(kind), `kind ${kind}`, versionLabel);
  const materialsFor = (kind: ApplicationKind): readonly RequiredMaterial[] => materialsByKind.get(kind) ?? [];
  const route = (kind: ApplicationKind, procedure: Procedure, form?: ReviewForm | 'NONE'): Route => ({
    kind,
    procedure,
    form: form ?? (procedure === 'COMMITMENT' ? 'NONE' : kindOf(kind).reviewForm),
  });

  return {
    id: base.policy,
    versionLabel,
    title: base.title,
    packs,
    limits,
    kinds,
    materials,
    team: overlays.reduce((team, overlay) => overlay.team ?? team, base.team),
    values,
    reviewForms: forms.map(({ form }) => form),
    reviewFormRules: forms,
    steps,
    applicants,
    results,
    checklists,
    numbers,
    conclusionsFor: (form) => conclusions.get(form) ?? [],
    findLimit: (id) => limitById.get(id),
    limit: (id) => present(limitById.get(id), `limit ${id}`, versionLabel),
    kind: kindOf,
    materialsFor,
    materialsNeeded: (kind, facts) => materialsFor(kind).flatMap((material) => needed(material, facts)),
    toleratedMaterials: (kind) => materialsFor(kind).filter(({ tolerated }) => tolerated === true),
    promiseFor: (id, kind) => promiseOf(limitById.get(id), kind),
    route,
    stepsFor: (kind, procedure, form) => steps.filter((step) => isOnRoute(step, route(kind, procedure, form))),
    limitsFor: (kind, procedure, form) => limits.filter((limit) => limitHolds(limit, route(kind, procedure, form))),
    feeFor: (kind) => kindOf(kind).feeYuan ?? values.feeYuan,
    tripsFor: (kind) => kindOf(kind).trips ?? values.trips,
    checklist: (id) => present(checklistById.get(id), `checklist ${id}`, versionLabel),
    findChecklist: (id) => checklistById.get(id),
    checklistsFor: (kind, field) => checklists.filter((list) => concerns(list.for, kind, field)),
    number: (id) => present(numberById.get(id), `number ${id}`, versionLabel),
    findNumber: (id) => numberById.get(id),
    limitsStartedBy: (eventType) => startedBy.get(eventType) ?? [],
    limitsTouchedBy: (eventType) => touchedBy.get(eventType) ?? [],
  };
}

const valuesOf = (base: BasePack, overlays: readonly OverlayPack[]): PolicyValues =>
  overlays.reduce<PolicyValues>((all, overlay) => ({ ...all, ...overlay.values }), base.values);

/** Where the commitment procedure is a trial that the authority takes no part in, no kind is open to it. */
const openFor = (rule: KindRule, { commitmentOpen }: PolicyValues): KindRule =>
  commitmentOpen?.value === false
    ? { ...rule, procedures: rule.procedures.filter((procedure) => procedure !== 'COMMITMENT') }
    : rule;

function present<T>(row: T | undefined, what: string, label: string): T {
  if (row === undefined) throw new RangeError(`policy ${label} has no ${what}`);
  return row;
}

/** Rows of all packs, of those with the same name the last one. */
function merged<T>(packs: readonly PolicyPack[], rowsOf: (pack: PolicyPack) => readonly T[], nameOf: (row: T) => string): T[] {
  const rows = new Map(packs.flatMap(rowsOf).map((row) => [nameOf(row), row]));
  return [...rows.values()];
}

const idOf = ({ id }: { readonly id: string }): string => id;
const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

const requiredFor = (kind: ApplicationKind, materials: readonly MaterialRule[]): readonly RequiredMaterial[] =>
  materials.flatMap((material) => {
    const requirement = material.required[kind];
    return requirement === undefined ? [] : [{ ...material, requirement }];
  });

/** The material as a must, or nothing where it is not known to be one. */
function needed(
  material: RequiredMaterial,
  { procedure, field, independentLegalPerson }: MaterialFacts,
): readonly RequiredMaterial[] {
  const must: readonly RequiredMaterial[] = [{ ...material, requirement: 'M' }];
  if (material.requirement === 'M') return must;
  if (material.requirement !== 'C') return [];
  if (material.condition === 'commitment-procedure') return procedure === 'COMMITMENT' ? must : [];
  if (material.condition === 'not-independent-legal-person') return independentLegalPerson === false ? must : [];
  return field !== undefined && material.fields?.includes(field) === true ? must : [];
}

function promiseOf(limit: LimitRule | undefined, kind: ApplicationKind | undefined): PromiseRule | undefined {
  const promise = limit?.promise;
  if (limit === undefined || promise === undefined) return undefined;
  if (kind === undefined) return promise.kinds === undefined ? promise : undefined;
  const applies = limit.kinds === '*' || limit.kinds.includes(kind);
  return applies && (promise.kinds === undefined || promise.kinds.includes(kind)) ? promise : undefined;
}

/** As the clocks read it: what is for reviewed cases holds for every kind that is reviewed. */
function limitHolds({ kinds, procedures, reviewed }: LimitRule, { kind, procedure, form }: Route): boolean {
  const withReview = form !== 'NONE';
  return (
    (kinds === '*' || kinds.includes(kind) || (withReview && reviewed === 'with-review')) &&
    (procedures === '*' || procedures.includes(procedure)) &&
    (reviewed === '*' || (reviewed === 'with-review') === withReview)
  );
}

const concerns = ({ kinds, fields }: Scope, kind: ApplicationKind, field: string | undefined): boolean =>
  (kinds === undefined || kinds.includes(kind)) && (fields === undefined || field === undefined || fields.includes(field));

const eventsOf = ({ start, stop, pause, extend }: LimitRule): readonly string[] => [
  ...start,
  ...stop,
  ...pause.flatMap(({ from, to }) => [...from, ...to]),
  ...(extend === undefined ? [] : [extend.on]),
];

function byEvent(
  limits: readonly LimitRule[],
  events: (limit: LimitRule) => readonly string[],
): Map<string, readonly LimitRule[]> {
  const tracked = limits.filter((limit) => limit.tracked);
  return new Map(tracked.flatMap(events).map((event) => [event, tracked.filter((limit) => events(limit).includes(event))]));
}
