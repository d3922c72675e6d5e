import type { Conclusion, Policy } from '#law';
import type { CaseContext } from '../definition.js';
import { namesIn } from '../file/rules.js';
import type { CaseFile, Review } from '../file/state.js';
import * as refuse from '../rejections.js';

export interface Finding {
  readonly clause: string;
  readonly result: (typeof FINDING_RESULTS)[number];
  readonly note?: string;
}
export const FINDING_RESULTS = ['符合', '基本符合', '不符合', '不适用'] as const;

/** What is concluded of what was found; a policy that lists no clauses asks nothing of their names. */
export interface Report {
  readonly conclusion: Conclusion;
  readonly findings?: readonly Finding[];
}

const STARRED = 'starred-clauses';
const FURTHER = 'environment-conditions';

/** The parts of the review rules, by the starred clause that each of them has: `2.8` to `2.12`. */
const partsOf = (policy: Policy): readonly string[] => [
  ...new Set(namesIn(STARRED, policy).map((clause) => clause.slice(0, clause.lastIndexOf('.')))),
];

/** Further conditions of bodies in that field are named by their ids. */
const furtherPoints = ({ kind, field }: CaseFile, policy: Policy): readonly string[] =>
  policy
    .checklistsFor(kind, field)
    .filter(({ id }) => id === FURTHER)
    .flatMap(({ items }) => items.map(({ id }) => id));

/** A finding names a clause of the review rules, and each clause has one result (评审准则 附件4). */
export function clausesAreOfTheRules({ findings = [] }: Report, file: CaseFile, { policy }: CaseContext) {
  const parts = partsOf(policy);
  const further = furtherPoints(file, policy);
  const numbered = ({ clause }: Finding): boolean =>
    /\.[1-9]\d?$/.test(clause) && parts.includes(clause.slice(0, clause.lastIndexOf('.')));
  const foreign = findings.findIndex((finding) => !numbered(finding) && !further.includes(finding.clause));
  if (parts.length > 0 && foreign >= 0) return refuse.clauseUnknown(foreign, parts, further);
  const second = findings.findIndex(({ clause, result }, at) =>
    findings.slice(0, at).some((earlier) => earlier.clause === clause && earlier.result !== result),
  );
  return second < 0 ? undefined : refuse.findingsContradict(second);
}

/** 符合 is a review in which nothing is left to put right: what is, is ordered, or fails the review (评审准则15). */
export function findingsBearConclusion({ conclusion, findings = [] }: Report, { rectification }: Review) {
  const short = findings.findIndex(({ result }) => result === '基本符合' || result === '不符合');
  return conclusion !== '符合' || short < 0
    ? undefined
    : refuse.findingsAgainstConclusion(short, rectification === 'none' ? 'OrderRectification' : '基本符合');
}

/** One starred clause that failed is the whole review failed (评审准则 附件4). */
export function checkStarred({ conclusion, findings = [] }: Report, { policy }: CaseContext) {
  const starred = namesIn(STARRED, policy);
  const failed = findings.filter(({ clause, result }) => result === '不符合' && starred.includes(clause));
  return failed.length === 0 || conclusion === '不符合'
    ? undefined
    : refuse.starredClauseFailed(failed.map(({ clause }) => clause));
}
