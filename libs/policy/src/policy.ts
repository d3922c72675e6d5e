import type {
  BasePack,
  Bilingual,
  KindRule,
  LimitRule,
  MaterialRule,
  OverlayPack,
  PolicyPack,
  PolicyValues,
  TeamRule,
} from './policy-pack.js';
import { APPLICATION_KINDS, type ApplicationKind, type Conclusion, type Requirement, type ReviewForm } from './terms.js';

export interface RequiredMaterial extends MaterialRule {
  readonly requirement: Requirement;
}

/** A base pack with its overlays merged in: the rules under which a case is decided. Lookups take constant time. */
export interface Policy {
  /** Id of the base pack, such as `CMA-2021`. */
  readonly id: string;
  /** Every pack with its version, base first: `CMA-2021/1+REV-2023/1`. Equal labels mean equal rules. */
  readonly versionLabel: string;
  readonly title: Bilingual;
  readonly packs: readonly PolicyPack[];
  readonly limits: readonly LimitRule[];
  readonly kinds: readonly KindRule[];
  readonly materials: readonly MaterialRule[];
  readonly team: TeamRule;
  readonly values: PolicyValues;
  /** The forms of review that the policy knows. */
  readonly reviewForms: readonly ReviewForm[];
  /** How a review of that form may end; empty for a form the policy does not know. */
  conclusionsFor(form: ReviewForm): readonly Conclusion[];
  findLimit(id: string): LimitRule | undefined;
  /** Throws RangeError where the policy has no such limit. */
  limit(id: string): LimitRule;
  kind(kind: ApplicationKind): KindRule;
  /** The whole list for that kind, in order of id; nothing else may be asked for (许可法31). */
  materialsFor(kind: ApplicationKind): readonly RequiredMaterial[];
  /** Tracked limits that start at an event of that type. */
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
  const limits = merged(packs, (pack) => pack.limits, idOf).sort(byId);
  const kinds = merged(
    packs,
    (pack) => pack.kinds,
    ({ kind }) => kind,
  );
  const materials = merged(packs, (pack) => pack.materials, idOf).sort(byId);
  const forms = merged(
    packs,
    (pack) => pack.reviewForms,
    ({ form }) => form,
  );

  const limitById = new Map(limits.map((limit) => [limit.id, limit]));
  const kindByName = new Map(kinds.map((kind) => [kind.kind, kind]));
  const conclusions = new Map(forms.map((rule) => [rule.form, rule.conclusions]));
  const materialsByKind = new Map(APPLICATION_KINDS.map((kind) => [kind, requiredFor(kind, materials)]));
  const startedBy = byEvent(limits, (limit) => limit.start);
  const touchedBy = byEvent(limits, eventsOf);

  return {
    id: base.policy,
    versionLabel,
    title: base.title,
    packs,
    limits,
    kinds,
    materials,
    team: overlays.reduce((team, overlay) => overlay.team ?? team, base.team),
    values: overlays.reduce((values, overlay) => ({ ...values, ...overlay.values }), base.values),
    reviewForms: forms.map(({ form }) => form),
    conclusionsFor: (form) => conclusions.get(form) ?? [],
    findLimit: (id) => limitById.get(id),
    limit: (id) => present(limitById.get(id), `limit ${id}`, versionLabel),
    kind: (kind) => present(kindByName.get(kind), `kind ${kind}`, versionLabel),
    materialsFor: (kind) => materialsByKind.get(kind) ?? [],
    limitsStartedBy: (eventType) => startedBy.get(eventType) ?? [],
    limitsTouchedBy: (eventType) => touchedBy.get(eventType) ?? [],
  };
}

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
