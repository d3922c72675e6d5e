import { addMonths, canonical, dateOf, isBlank, type Actor, type Dated, type LocalDate, type Rejection } from '#kernel';
import type { ApplicationKind, Policy, Procedure, RequiredMaterial, ReviewForm, Subject } from '#law';
import type { CaseContext } from './definition.js';
import * as refuse from './rejections.js';
import type { CaseFile, HeldCertificate, In, Material, OpenCase, Remedies, Standing, UndecidedCase } from './state.js';

/** The applicant in another role: nobody handles their own application (办法29). */
export const isOwnCase = (file: CaseFile, actor: Actor): boolean => actor.role !== 'applicant' && actor.id === file.applicant;

/** The file with more people who took part in its review. */
export const reviewedBy = (file: CaseFile, ...people: readonly string[]): CaseFile => ({
  ...file,
  reviewers: [...new Set([...file.reviewers, ...people])],
});

/** The file with somebody more who looked through the application at the window. */
export const examinedBy = (file: CaseFile, person: string): CaseFile => ({
  ...file,
  examiners: [...new Set([...(file.examiners ?? []), person])],
});

/** A renewal is to be handed in three months before expiry (办法13); later ones get no promise of deemed renewal. */
export function isLateRenewal(
  application: { kind: ApplicationKind; certificate?: HeldCertificate },
  { now, policy }: CaseContext,
): boolean {
  if (application.kind !== 'RENEWAL' || application.certificate === undefined) return false;
  return dateOf(now) > addMonths(application.certificate.validTo, -policy.limit('T40').n);
}

/** The day of an application is before the end of a term that was prolonged already: only the next one can be renewed (办法13). */
export const isRenewedAlready = (kind: ApplicationKind, { renewedTerm }: HeldCertificate, today: LocalDate): boolean =>
  kind === 'RENEWAL' && renewedTerm !== undefined && today <= renewedTerm;

/**
 * What has been cancelled or revoked since the receipt is neither prolonged nor changed (办法31, 32), and no term is prolonged twice,
 * whatever else was decided meanwhile (办法13).
 */
export function certificateAllowsGrant({ kind, certificate }: CaseFile, today: LocalDate): Rejection | undefined {
  if (certificate === undefined) return undefined;
  if (certificate.ended !== undefined) return refuse.certificateNotAlive();
  return isRenewedAlready(kind, certificate, today) ? refuse.alreadyRenewed(certificate) : undefined;
}

/** Clean record and nothing substantial changed: a review on paper may suffice (办法13, 评审准则15-16). */
const mayRenewOnPaper = (standing: Standing, affectsConditions: boolean): boolean =>
  !standing.breachInLastTerm && !standing.badCreditList && !affectsConditions;

type Reviewable = Pick<CaseFile, 'kind' | 'alsoKinds' | 'standing' | 'affectsConditions'> & { readonly procedure?: Procedure };

function formFor(kind: ApplicationKind, { standing, affectsConditions }: Reviewable, policy: Policy): ReviewForm | 'NONE' {
  if (kind === 'RENEWAL') return mayRenewOnPaper(standing, affectsConditions) ? 'WRITTEN' : 'ON_SITE';
  if (affectsConditions && policy.kind(kind).affectsConditions !== 'never') return 'ON_SITE';
  return policy.kind(kind).reviewForm;
}

const STRICTER: readonly (ReviewForm | 'NONE')[] = ['NONE', 'WRITTEN', 'REMOTE', 'ON_SITE'];

/**
 * The form of review that the law gives this application (办法11, 13, 14; 评审准则14-17): of several changes in one case the
 * strictest, and none before a decision on a commitment (办法12).
 */
export function reviewFormFor(file: Reviewable, policy: Policy): ReviewForm | 'NONE' {
  if (file.procedure === 'COMMITMENT') return 'NONE';
  const forms = kindsOf(file).map((kind) => formFor(kind, file, policy));
  return STRICTER.findLast((form) => forms.includes(form)) ?? 'NONE';
}

/** Everything that the case applies for: its kind, and the changes that travel with it. */
export const kindsOf = ({ kind, alsoKinds = [] }: Pick<CaseFile, 'kind' | 'alsoKinds'>): readonly ApplicationKind[] => [
  kind,
  ...alsoKinds,
];

const FIRST_M: readonly string[] = ['C', 'S', 'M'];

/** The list for several kinds at once: each material once, under its strongest mark (许可法31). */
export function materialsFor(kinds: readonly ApplicationKind[], policy: Policy): readonly RequiredMaterial[] {
  const [first, ...others] = kinds;
  if (first !== undefined && others.length === 0) return policy.materialsFor(first);
  const union = new Map<string, RequiredMaterial>();
  for (const material of kinds.flatMap((kind) => policy.materialsFor(kind))) {
    const known = union.get(material.id);
    if (known === undefined || FIRST_M.indexOf(material.requirement) > FIRST_M.indexOf(known.requirement))
      union.set(material.id, material);
  }
  return [...union.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

type Asked = Pick<CaseFile, 'kind' | 'alsoKinds' | 'procedure' | 'field'> & { readonly standing?: Standing };

/**
 * What the list marks as a must, and of what it marks as conditional all of which the application or the record of the body tells
 * that the condition holds. The commitment itself is signed, not handed in (许可法30, 31).
 */
export function neededMaterials(file: Asked, policy: Policy): readonly RequiredMaterial[] {
  const { procedure, field, standing } = file;
  const { independentLegalPerson } = standing ?? {};
  const facts = { procedure, field, ...(independentLegalPerson === undefined ? {} : { independentLegalPerson }) };
  const needed = new Set(kindsOf(file).flatMap((kind) => policy.materialsNeeded(kind, facts).map(({ id }) => id)));
  const paper = commitmentPaper(file, policy);
  return materialsFor(kindsOf(file), policy).filter(({ id }) => needed.has(id) && id !== paper);
}

/** What is needed and is not there; shared materials, and those of which nobody knows yet, are not asked (许可法30, 31). */
export function missingMaterials(file: Asked & Pick<CaseFile, 'materials'>, policy: Policy): readonly string[] {
  const given = new Set(file.materials.map(({ material }) => material));
  return neededMaterials(file, policy)
    .filter(({ id }) => !given.has(id))
    .map(({ id }) => id);
}

/** Nothing outside the published list is asked for or handed in (许可法31). */
export function foreignMaterial(
  items: readonly { readonly material: string }[],
  file: Pick<CaseFile, 'kind' | 'alsoKinds'>,
  policy: Policy,
  field = 'items',
): Rejection | undefined {
  const listed = materialsFor(kindsOf(file), policy).map((material) => material.id);
  const foreign = items.findIndex((item) => !listed.includes(item.material));
  return foreign < 0 ? undefined : refuse.materialNotListed(`${field}[${foreign}].material`, listed);
}

/** A file without a byte is no paper: the material is still missing (许可法31). */
export function emptyFile(items: readonly Material[], field = 'items'): Rejection | undefined {
  const empty = items.findIndex(({ bytes }) => bytes !== undefined && bytes <= 0);
  return empty < 0 ? undefined : refuse.fileEmpty(`${field}[${empty}].bytes`);
}

/** What a checklist of the pack names; nothing where the pack has no such list. */
export const namesIn = (checklist: string, policy: Policy): readonly string[] =>
  policy.findChecklist(checklist)?.items.map(({ id }) => id) ?? [];

/** Which commands are of which procedure. */
export const ofCommitment = ({ procedure }: CaseFile): boolean => procedure === 'COMMITMENT';
export const ofGeneral = ({ procedure }: CaseFile): boolean => procedure === 'GENERAL';

export const isUnsigned = ({ procedure, commitment }: CaseFile): boolean =>
  procedure === 'COMMITMENT' && commitment === undefined;

/** Nothing is accepted on a commitment that is not signed (告知承诺实施办法). */
export const commitmentIsSigned = (file: CaseFile): Rejection | undefined =>
  isUnsigned(file) ? refuse.commitmentNotSigned(file.correctionRequested) : undefined;

/** The commitment as a paper of the list: a gap like any other until it is signed, and filled by nothing else (许可法32(四)). */
export const commitmentPaper = (file: Pick<CaseFile, 'kind' | 'alsoKinds'>, policy: Policy): string | undefined =>
  materialsFor(kindsOf(file), policy).find(({ condition }) => condition === 'commitment-procedure')?.id;

/** What of a case decides which limits run (办法11; 许可法42, 50). */
export const subjectOf = ({ file, status }: OpenCase): Subject => ({
  kind: file.kind,
  procedure: file.procedure,
  reviewed: file.reviewForm !== 'NONE',
  ...(file.certificate !== undefined && !file.late ? { certificateValidTo: file.certificate.validTo } : {}),
  ...(status === 'awaiting-correction' ? { interruptedBy: 'CorrectionRequested' as const } : {}),
});

/** Reconsideration and litigation, named in every decision against the applicant (许可法38; 行政复议法20, 行政诉讼法46). */
export function remediesUnder(policy: Policy): Remedies {
  const { reconsiderationDays, litigationMonths } = policy.values;
  return {
    reconsideration: `自知道本决定之日起${reconsiderationDays.value}日内，可以依法申请行政复议`,
    litigation: `自知道本决定之日起${litigationMonths.value}个月内，可以依法向人民法院提起行政诉讼`,
  };
}

interface Refusal {
  readonly reasons: readonly string[];
  readonly remedies: Remedies;
}

/** No decision against the applicant without reasons and remedies (许可法38). */
export function refusalIsFounded({ reasons, remedies }: Refusal): Rejection | undefined {
  if (reasons.every(isBlank)) return refuse.reasonsMissing();
  return isBlank(remedies.reconsideration) || isBlank(remedies.litigation) ? refuse.remediesMissing() : undefined;
}

/** A reason as it is compared: no full stop makes another one of it; what stands between two digits does (4.11, 41.1). */
const gistOf = (reason: string): string => canonical(reason).replace(/(?<!\d)\p{P}|\p{P}(?!\d)/gu, '');

/**
 * What was set aside is not refused again on the same reasons; one set aside for its procedure alone may be, by somebody else
 * (行政复议法64, 行政诉讼法71).
 */
export function refusedAnew(reasons: readonly string[], { setAside = [] }: CaseFile, actor: Actor): Rejection | undefined {
  const given = reasons.map(gistOf).filter((reason) => reason !== '');
  const same = setAside.filter((before) => {
    const told = before.reasons.map(gistOf);
    return given.every((reason) => told.includes(reason));
  });
  if (same.some(({ forProcedure }) => forProcedure !== true)) return refuse.sameReasonsAgain();
  return same.some(({ refusedBy }) => refusedBy === actor.id) ? refuse.refusedBefore() : undefined;
}

/** False papers or concealment: on record with the body, for whom a ban follows (办法33). */
export const untruth = (falsehood: boolean | undefined, { institution, setAside = [] }: CaseFile) =>
  falsehood === true
    ? { falsehood, uscc: institution.uscc, ...(setAside.length === 0 ? {} : { refusal: setAside.length + 1 }) }
    : {};

type Told = Pick<In<'refused'>, 'reasons' | 'remedies'> & { readonly falsehood?: true };

/** What a refused or declined case shows, and where it goes back to if the refusal is set aside. */
export const refusal = (
  state: OpenCase,
  { data, effectiveAt, actor }: Dated<{ readonly type: string; readonly data: Told }>,
): Omit<In<'refused'>, 'status'> => ({
  file: state.file,
  reasons: data.reasons,
  remedies: data.remedies,
  ...(data.falsehood === undefined ? {} : { falsehood: data.falsehood }),
  refusedBy: actor.id,
  refusedOn: dateOf(effectiveAt),
  from: state as UndecidedCase,
});

/** Last day of a new term: six years, the same day number (办法13); a renewal prolongs the term that is running. */
export function newTerm(file: CaseFile, decidedOn: LocalDate, policy: Policy): LocalDate {
  const months = 12 * policy.limit('T42').n;
  const prolongs = file.certificate !== undefined && policy.values.renewalTermStartsFrom.value === 'previous-expiry';
  return addMonths(prolongs ? file.certificate.validTo : decidedOn, months);
}
