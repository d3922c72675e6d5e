import { addDays, isBlank, type LocalDate } from '#kernel';
import type { ApplicationKind, LimitRule, Policy, PolicyBook, PolicyPack, Procedure } from '../policy/index.js';

/** What the five reductions reduce, and the trips of 最多跑一次. Whole procedures show as their steps. */
type Burden = 'step' | 'material' | 'day' | 'fee' | 'trip';

/** One thing that a policy asks otherwise than the one before. */
interface Difference {
  /** Names it once for all: `RENEWAL.GENERAL.limits.T22`. The key of its reason. */
  readonly path: string;
  readonly burden: Burden;
  readonly kind: ApplicationKind;
  readonly procedure: Procedure;
  /** Null where it was not there, or is no more. Steps by name, materials M, C or S, days as `10 wd`, yuan, trips. */
  readonly before: string | null;
  readonly after: string | null;
  readonly from: string;
  readonly to: string;
}

export interface GateReport {
  /** What is asked more; each needs a reason under its own path. */
  readonly additions: readonly (Difference & { readonly reason: string | null })[];
  readonly reductions: readonly Difference[];
  /** Paths without a reason: while there is one the policy is not published. */
  readonly unexplained: readonly string[];
}

export type Reasons = Readonly<Record<string, string>>;

/** 五减: nothing is added to what an applicant is asked without a reason that is on record (减程序、减环节、减时间、减收费、减申请材料). */
export function gate(differences: readonly Compared[], reasons: Reasons = {}): GateReport {
  const once = [...new Map(differences.map((one) => [`${one.path} ${one.before ?? ''} ${one.after ?? ''}`, one])).values()];
  const plain = ({ adds: _adds, ...difference }: Compared): Difference => difference;
  const additions = once.filter(({ adds }) => adds).map((one) => ({ ...plain(one), reason: reasonFor(one.path, reasons) }));
  return {
    additions,
    reductions: once.filter(({ adds }) => !adds).map(plain),
    unexplained: [...new Set(additions.filter(({ reason }) => reason === null).map(({ path }) => path))],
  };
}

const reasonFor = (path: string, reasons: Reasons): string | null => {
  const reason = Object.hasOwn(reasons, path) ? (reasons[path] ?? '').trim() : '';
  return isBlank(reason) ? null : reason;
};

export type Compared = Difference & { readonly adds: boolean };

/**
 * What a pack would change, on every day from today on from which on other rules hold: against the same day without it, or, where no
 * other rules would hold then, against the last base pack before it. Nothing for the first law of all.
 */
export function differencesBy(pack: PolicyPack, before: PolicyBook, after: PolicyBook, today: LocalDate): Compared[] {
  return turningDays(pack, after, today).flatMap((day) => {
    const [old, next] = [before.findInForce(day) ?? lastBefore(before, day), after.findInForce(day)];
    return old === undefined || next === undefined ? [] : differences(old, next);
  });
}

function turningDays(pack: PolicyPack, { packs }: PolicyBook, today: LocalDate): LocalDate[] {
  const holds = (day: LocalDate): boolean => day >= pack.effectiveFrom && (pack.effectiveTo === null || day <= pack.effectiveTo);
  const others = packs.flatMap(({ effectiveFrom, effectiveTo }) => [
    effectiveFrom,
    ...(effectiveTo === null ? [] : [addDays(effectiveTo, 1)]),
  ]);
  const coming = others.filter((day) => day > today);
  const days = [today, pack.effectiveFrom, ...coming].filter((day) => holds(day) && (day >= today || !holds(today)));
  return [...new Set(days)].sort();
}

function lastBefore(book: PolicyBook, day: LocalDate): Policy | undefined {
  const bases = book.packs.filter((pack) => !pack.overlay && pack.effectiveFrom <= day);
  const [last] = bases.sort((a, b) => (a.effectiveFrom > b.effectiveFrom ? -1 : 1));
  return last && book.find(last.policy, last.effectiveTo ?? day);
}

/** Kind by kind and procedure by procedure; a procedure that was not open before is compared with nothing. */
export function differences(before: Policy, after: Policy): Compared[] {
  return after.kinds.flatMap(({ kind, procedures }) => {
    const known = before.kinds.find((row) => row.kind === kind)?.procedures ?? [];
    return procedures
      .filter((procedure) => known.includes(procedure))
      .flatMap((procedure) => {
        const at = { kind, procedure, from: before.versionLabel, to: after.versionLabel };
        return COMPARISONS.flatMap((compare) => compare(before, after, kind, procedure)).map(({ name, ...found }) => ({
          path: `${kind}.${procedure}.${name}`,
          ...at,
          ...found,
        }));
      });
  });
}

type Found = Pick<Compared, 'burden' | 'before' | 'after' | 'adds'> & { readonly name: string };
type Comparison = (before: Policy, after: Policy, kind: ApplicationKind, procedure: Procedure) => Found[];

/** 减程序、减环节: a new step, or one that only some cases had and all have now. */
const steps: Comparison = (before, after, kind, procedure) => {
  const of = (policy: Policy) =>
    new Map(policy.stepsFor(kind, procedure).map(({ id, zh, when }) => [id, when === undefined ? zh : `${zh}（${when.zh}）`]));
  const sometimes = new Set(before.stepsFor(kind, procedure).flatMap(({ id, when }) => (when === undefined ? [] : [id])));
  const always = new Set(after.stepsFor(kind, procedure).flatMap(({ id, when }) => (when === undefined ? [id] : [])));
  return changedRows(of(before), of(after)).flatMap(({ id, old, now }): Found[] => {
    const adds = old === null || (sometimes.has(id) && always.has(id));
    const removes = now === null || (!sometimes.has(id) && !always.has(id));
    return adds || removes ? [{ name: `steps.${id}`, burden: 'step', before: old, after: now, adds }] : [];
  });
};

/** 减申请材料: what must be handed in (M); what comes by sharing or depends on the case is no burden until then. */
const materials: Comparison = (before, after, kind) => {
  const of = (policy: Policy) => new Map(policy.materialsFor(kind).map(({ id, requirement }) => [id, requirement]));
  return changedRows<string>(of(before), of(after)).flatMap(({ id, old, now }): Found[] =>
    old === 'M' || now === 'M'
      ? [{ name: `materials.${id}`, burden: 'material', before: old, after: now, adds: now === 'M' }]
      : [],
  );
};

/** Of the authority and its experts, on the way to the decision and its delivery: what follows is supervision, and nobody waits for it. */
function handlingLimits(policy: Policy, kind: ApplicationKind, procedure: Procedure): LimitRule[] {
  const steps = policy.stepsFor(kind, procedure).filter(({ stage }) => stage !== 'supervision');
  const named = new Set(steps.flatMap(({ limits }) => limits));
  const limits = policy.limitsFor(kind, procedure);
  const events = new Set(steps.flatMap(({ done }) => done));
  return limits.filter(
    ({ id, party, anchor, tracked, start }) =>
      party !== 'applicant' && anchor === undefined && (named.has(id) || (tracked && start.some((event) => events.has(event)))),
  );
}

/** 减时间: the limits of the authority and its experts, what was promised of them, and by how much they may be extended. */
const days: Comparison = (before, after, kind, procedure) => {
  const of = (policy: Policy) => handlingLimits(policy, kind, procedure);
  const [old, now] = [of(before), of(after)];
  const earlier = (limit: LimitRule) =>
    old.find(({ id }) => id === limit.id) ?? old.find((one) => isSuccessor(limit, one) && !now.some(({ id }) => id === one.id));
  const gone = old.filter((one) => !now.some((limit) => earlier(limit) === one));
  return [
    ...now.flatMap((limit) => {
      const known = earlier(limit);
      const promised = (policy: Policy, one: LimitRule | undefined) => one && (policy.promiseFor(one.id, kind) ?? one).n;
      const hasPromise = [before.promiseFor(known?.id ?? '', kind), after.promiseFor(limit.id, kind)].some(
        (one) => one !== undefined,
      );
      return [
        length(`limits.${limit.id}`, known, known?.n, limit, limit.n),
        ...(hasPromise
          ? [length(`limits.${limit.id}.promise`, known, promised(before, known), limit, promised(after, limit))]
          : []),
        length(`limits.${limit.id}.extend`, known, known?.extend?.n, limit, limit.extend?.n),
      ].flat();
    }),
    ...gone.flatMap((limit) => length(`limits.${limit.id}`, limit, limit.n, undefined, undefined)),
  ];
};

/** Another number for the same thing: 技术评审 was T10 and is T11. */
const isSuccessor = (limit: LimitRule, one: LimitRule): boolean => one.party === limit.party && one.name.zh === limit.name.zh;

/** Calendar days, roughly: enough to say which of two lengths in different units is the longer one. */
const ROUGHLY = { wd: 7 / 5, cd: 1, cm: 30.4, cy: 365 } as const;

type Unit = Pick<LimitRule, 'unit'> | undefined;

function length(name: string, before: Unit, old: number | undefined, after: Unit, now: number | undefined): Found[] {
  const spell = (limit: Unit, n: number | undefined) => (limit === undefined || n === undefined ? null : `${n} ${limit.unit}`);
  const rough = (limit: Unit, n: number | undefined) => (limit === undefined || n === undefined ? -1 : n * ROUGHLY[limit.unit]);
  const [from, to] = [spell(before, old), spell(after, now)];
  return from === to ? [] : [{ name, burden: 'day', before: from, after: to, adds: rough(after, now) > rough(before, old) }];
}

/** 减收费. */
const fee: Comparison = (before, after, kind) => amount('fee', before.feeFor(kind).value, after.feeFor(kind).value);

/** 最多跑一次. */
const trips: Comparison = (before, after, kind) => amount('trip', before.tripsFor(kind).value, after.tripsFor(kind).value);

const amount = (burden: 'fee' | 'trip', old: number, now: number): Found[] =>
  old === now ? [] : [{ name: burden, burden, before: String(old), after: String(now), adds: now > old }];

const COMPARISONS: readonly Comparison[] = [steps, materials, days, fee, trips];

function changedRows<V>(before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>) {
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  return ids.map((id) => ({ id, old: before.get(id) ?? null, now: after.get(id) ?? null })).filter(({ old, now }) => old !== now);
}
