import { machineDecision, sparesThePaper, type CaseFile, type HeldMaterial, type Reduction, type SilentSource } from '#case';
import type { LocalDate } from '#kernel';
import { pinnedPolicy, type Law, type Policy } from '#law';
import { baselineOf } from './meter.js';
import { OWN_RECORDS, REDUCTION_RULES, type ReductionRule, type Situation } from './rules.js';

export interface SourceAnswers {
  readonly held: readonly HeldMaterial[];
  readonly silent: readonly SilentSource[];
}

export interface ReductionOrder extends Pick<SourceAnswers, 'silent'> {
  readonly reductions: readonly Reduction[];
  readonly waivedMaterials: readonly HeldMaterial[];
  readonly onTheSpot?: { readonly held: readonly HeldMaterial[]; readonly reductions: readonly Reduction[] };
}

/**
 * What the rules make of a case and of the answers; undefined where there is nothing beyond the ordinary way of its kind and nobody
 * was silent: then nothing needs to be stored.
 */
export function reductionsFor(
  file: CaseFile,
  law: Law,
  { held, silent }: SourceAnswers,
  on: LocalDate,
): ReductionOrder | undefined {
  const policy = pinnedPolicy(law, file.policy);
  const waived = held.filter(
    (one) => !file.materials.some(({ material }) => material === one.material) && sparesThePaper(file, policy, one),
  );
  const situation = { ...situationOf(file, law, on), held: waived, decision: machineDecision(file, policy, held) };
  const found = reductionsBy(situation, 'found');
  const onTheSpot = reductionsBy(situation, 'on-the-spot');
  const isShorter = found.length + onTheSpot.length > 0;
  if (!isShorter && silent.length === 0) return undefined;
  return {
    reductions: isShorter ? [...reductionsBy(situation, 'route'), ...found] : [],
    waivedMaterials: isShorter ? waived.filter(mayBeWaived(situation)) : [],
    silent,
    ...(situation.decision === undefined ? {} : { onTheSpot: { held, reductions: onTheSpot } }),
  };
}

/** How the ordinary way of its kind is shorter than the whole procedure; follows from the case alone. */
export const routeReductions = (file: CaseFile, law: Law, on: LocalDate): readonly Reduction[] =>
  reductionsBy(situationOf(file, law, on), 'route');

const situationOf = (file: CaseFile, law: Law, on: LocalDate): Situation => ({
  file,
  policy: pinnedPolicy(law, file.policy),
  baseline: baselineOf(law),
  on,
  held: [],
});

/** A rule without an article in force on that day reduces nothing. */
function reductionsBy(situation: Situation, from: ReductionRule['from']): Reduction[] {
  return REDUCTION_RULES.filter((rule) => rule.from === from).flatMap((rule) => {
    const article = articlesInForce(rule, situation);
    if (article.length === 0) return [];
    return rule.savings(situation).map((saving) => ({ rule: rule.name, kind: rule.kind, article, ...saving }));
  });
}

/** The dated texts are data of the pack; what it does not date came with it. */
function articlesInForce(rule: ReductionRule, situation: Situation): readonly string[] {
  return [...new Set(rule.articles(situation))].filter((article) => isInForce(article, situation.policy, situation.on));
}

function isInForce(article: string, { values }: Policy, on: LocalDate): boolean {
  const dated = Object.entries(values.datedSources.value).find(([text]) => article.startsWith(text))?.[1];
  return dated === undefined || (dated.from <= on && (dated.to === null || on <= dated.to));
}

/** Own records need no article about sharing; anything else is waived only where a rule still says so. */
const mayBeWaived = (situation: Situation) => {
  const shared = REDUCTION_RULES.some(
    (rule) => rule.kind === 'material' && rule.from === 'found' && articlesInForce(rule, situation).length > 0,
  );
  return ({ source }: HeldMaterial): boolean => shared || source === OWN_RECORDS;
};
