import { jsonPath } from '#data-files';
import { addDays, type LocalDate } from '#kernel';
import { contradictions } from './consistency.js';
import type { BasePack, OverlayPack, PolicyPack } from './policy-pack.js';
import { createPolicy, packLabel, policyLabel, type Policy } from './policy.js';

export interface PolicyBook {
  readonly packs: readonly PolicyPack[];
  /** The base pack in force on that day with the overlays in force; undefined before the first pack. */
  findInForce(date: LocalDate): Policy | undefined;
  /**
   * What was in force on a day by the versions that were published by then: of each pack the highest of those. What was published
   * afterwards never changes the answer, whatever day it is effective from.
   */
  findAsPublished(date: LocalDate, wasPublished: (pack: PolicyPack) => boolean): Policy | undefined;
  /** A base pack by id, in force or not, with the overlays in force on that day (what-if runs). */
  find(id: string, onDate: LocalDate): Policy | undefined;
  /** Like `find`; throws PolicyUnknown. */
  get(id: string, onDate: LocalDate): Policy;
  findByLabel(label: string): Policy | undefined;
  /** Exactly the packs and versions of a `versionLabel`, whatever is in force by now. Throws PolicyUnknown. */
  byLabel(label: string): Policy;
}

/** Packs that contradict each other. */
export class PolicyBookError extends Error {
  override readonly name = 'PolicyBookError';
}

export class PolicyUnknown extends Error {
  override readonly name = 'PolicyUnknown';

  constructor(readonly policy: string) {
    super(`no loaded policy pack for "${policy}"`);
  }
}

type Period = Pick<PolicyPack, 'effectiveFrom' | 'effectiveTo'>;

const holdsOn = ({ effectiveFrom, effectiveTo }: Period, date: LocalDate): boolean =>
  effectiveFrom <= date && (effectiveTo === null || date <= effectiveTo);
const overlap = (a: Period, b: Period): boolean => holdsOn(a, b.effectiveFrom) || holdsOn(b, a.effectiveFrom);

const isBase = (pack: PolicyPack): pack is BasePack => !pack.overlay;
const isOverlay = (pack: PolicyPack): pack is OverlayPack => pack.overlay;

/**
 * Of several versions of a pack the highest one counts; older ones serve only their labels. An overlay joins the base packs
 * beside which it was ever in force: the review rules of 2023 do not join the law of 2015, not even in a what-if run.
 * Throws PolicyBookError for two base packs in force on the same day, the same version twice, or an overlay that does not fit the
 * base packs it joins.
 */
export function createPolicyBook(packs: readonly PolicyPack[]): PolicyBook {
  const byPackLabel = new Map(packs.map((pack) => [packLabel(pack), pack]));
  const double = packs.find((pack) => byPackLabel.get(packLabel(pack)) !== pack);
  if (double !== undefined) throw new PolicyBookError(`policy pack ${packLabel(double)} is there twice`);

  const current = newestVersions(packs);
  const bases = current.filter(isBase).sort(byStart);
  const overlays = current.filter(isOverlay).sort(byStart);
  refuseOverlap(bases);

  const known = new Map<string, Policy>();
  const policyOf = (base: BasePack, joined: readonly OverlayPack[]): Policy => {
    const label = policyLabel([base, ...joined]);
    const policy = known.get(label) ?? createPolicy(base, joined);
    known.set(label, policy);
    return policy;
  };
  const withOverlays = (base: BasePack, date: LocalDate): Policy =>
    policyOf(
      base,
      overlays.filter((pack) => holdsOn(pack, date) && overlap(pack, base)),
    );
  for (const base of bases) {
    for (const date of turningDays(base, overlays)) refuseContradictions(withOverlays(base, date));
  }
  const resolve = (label: string): Policy | undefined => {
    const [base, ...joined] = label.split('+').map((part) => byPackLabel.get(part));
    return base !== undefined && isBase(base) && joined.every((pack) => pack !== undefined && isOverlay(pack))
      ? policyOf(base, joined)
      : undefined;
  };

  const book: PolicyBook = {
    packs,
    findInForce: (date) => {
      const base = bases.find((pack) => holdsOn(pack, date));
      return base && withOverlays(base, date);
    },
    findAsPublished: (date, wasPublished) => {
      const there = newestVersions(packs.filter(wasPublished)).filter((pack) => holdsOn(pack, date));
      const base = there.filter(isBase).sort(byStart).at(-1);
      return (
        base &&
        policyOf(
          base,
          there
            .filter(isOverlay)
            .filter((pack) => overlap(pack, base))
            .sort(byStart),
        )
      );
    },
    find: (id, onDate) => {
      const base = bases.find((pack) => pack.policy === id);
      return base && withOverlays(base, onDate);
    },
    get: (id, onDate) => demand(book.find(id, onDate), id),
    findByLabel: (label) => known.get(label) ?? resolve(label),
    byLabel: (label) => demand(book.findByLabel(label), label),
  };
  return book;
}

const newestVersions = (packs: readonly PolicyPack[]): readonly PolicyPack[] =>
  packs.filter((pack) => !packs.some((other) => other.policy === pack.policy && other.version > pack.version));

function demand(policy: Policy | undefined, name: string): Policy {
  if (policy === undefined) throw new PolicyUnknown(name);
  return policy;
}

const byStart = (a: PolicyPack, b: PolicyPack): number =>
  a.effectiveFrom === b.effectiveFrom ? (a.policy < b.policy ? -1 : 1) : a.effectiveFrom < b.effectiveFrom ? -1 : 1;

/** The days in the life of a base pack from which on other rules hold. */
const turningDays = (base: BasePack, overlays: readonly OverlayPack[]): readonly LocalDate[] =>
  [
    base.effectiveFrom,
    ...overlays.flatMap(({ effectiveFrom, effectiveTo }) => [
      effectiveFrom,
      ...(effectiveTo === null ? [] : [addDays(effectiveTo, 1)]),
    ]),
  ].filter((date) => holdsOn(base, date));

/** What an overlay adds must fit what it joins; each base pack was looked at alone when it was read. Rows are named by their id. */
function refuseContradictions(policy: Policy): void {
  const rows = { ...policy, reviewForms: policy.reviewFormRules };
  for (const { at, what } of contradictions(rows)) {
    const [list, index, ...below] = at;
    const row = list === 'steps' ? policy.steps[Number(index)]?.id : policy.kinds[Number(index)]?.kind;
    throw new PolicyBookError(`${policy.versionLabel}: ${jsonPath([list ?? '', row ?? '', ...below])} ${what}`);
  }
}

function refuseOverlap(bases: readonly BasePack[]): void {
  for (const [index, base] of bases.entries()) {
    const next = bases[index + 1];
    if (next !== undefined && overlap(base, next)) {
      throw new PolicyBookError(`${spell(base)} and ${spell(next)} are in force on the same day`);
    }
  }
}

const spell = (pack: PolicyPack): string => `${packLabel(pack)} (${pack.effectiveFrom} to ${pack.effectiveTo ?? 'open'})`;
