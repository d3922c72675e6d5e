import { isUscc, usccInvalid } from '#institution';
import { addDays, dateOf, isBlank, isSameText, type Rejection } from '#kernel';
import type { ApplicationKind } from '#law';
import { commitmentEligibility } from '../commitment/eligibility.js';
import { emptyFile, foreignMaterial, missingMaterials } from '../completeness/materials.js';
import { toleranceIsOpen, toleratedMaterials } from '../completeness/tolerance.js';
import { isRenewedAlready } from '../decision/renewal.js';
import type { CaseContext } from '../definition.js';
import { kindsOf } from '../file/rules.js';
import { SCOPE_KINDS, scopeProblem } from '../file/scope.js';
import type { Application, CertificateChanges } from '../file/state.js';
import * as refuse from '../rejections.js';

type SubmissionRule = (application: Omit<Application, 'policy'>, context: CaseContext) => Rejection | undefined;

type EntryRule = (
  application: Pick<Application, 'institution'>,
  circumstances: Pick<CaseContext, 'actor'>,
) => Rejection | undefined;

/** GB 32100-2015: form and check digits. */
const usccIsValid: EntryRule = ({ institution }) => (isUscc(institution.uscc) ? undefined : usccInvalid('institution.uscc'));

const applicantActsForTheBody: EntryRule = ({ institution }, { actor }) =>
  actor.uscc === institution.uscc ? undefined : refuse.notYourInstitution();

export const entryProblem: EntryRule = (application, circumstances) =>
  usccIsValid(application, circumstances) ?? applicantActsForTheBody(application, circumstances);

/** 办法32, 33; 许可法78, 79: nobody applies while a ban lasts. */
const bodyIsNotBanned: SubmissionRule = ({ standing: { bannedUntil, banBasis } }, { now }) =>
  bannedUntil === undefined || bannedUntil < dateOf(now) ? undefined : refuse.bodyBanned(addDays(bannedUntil, 1), banBasis);

/** 办法14: several changes of one body travel as one case; nothing else does. */
const kindsMayTravelTogether: SubmissionRule = ({ kind, alsoKinds }) => {
  if (alsoKinds === undefined) return undefined;
  const kinds = [kind, ...alsoKinds];
  const mergeable = kinds.every((one) => one.startsWith('CHG_')) && new Set(kinds).size === kinds.length && kinds.length > 1;
  return mergeable ? undefined : refuse.kindsNotMergeable();
};

/** 办法10, 12: which procedures are open for which kind. */
const procedureIsOpen: SubmissionRule = (application, { policy }) => {
  const open = [...policy.kind(application.kind).procedures].filter((one) =>
    kindsOf(application).every((kind) => policy.kind(kind).procedures.includes(one)),
  );
  return open.includes(application.procedure) ? undefined : refuse.procedureNotOpen(open);
};

/** 办法12, 告知承诺实施办法3: to whom and for what the commitment procedure is closed, each with its reason. */
const commitmentIsOpen: SubmissionRule = (application, { policy }) => {
  if (application.procedure !== 'COMMITMENT') return undefined;
  const reasons = commitmentEligibility(application, policy);
  return reasons.length === 0 ? undefined : refuse.commitmentNotEligible(reasons);
};

const CHANGES: { readonly [F in keyof CertificateChanges]-?: ApplicationKind } = {
  name: 'CHG_NAME',
  addressName: 'CHG_ADDR_NAME',
  site: 'CHG_SITE',
  legalNature: 'CHG_LEGAL_NATURE',
  legalRepresentative: 'CHG_LEGAL_REP',
  topManager: 'CHG_TOP_MGR',
  technicalLead: 'CHG_TECH_LEAD',
  signatories: 'CHG_SIGNATORY',
  droppedItems: 'CHG_DROP_ITEMS',
  standards: 'CHG_STANDARD',
  other: 'CHG_OTHER',
};

/** 办法14: what is to change on the certificate is what is applied for. */
const changesAreAppliedFor: SubmissionRule = (application, { policy }) => {
  const kinds = kindsOf(application);
  const stray = (Object.keys(application.changes ?? {}) as (keyof CertificateChanges)[]).find(
    (field) => !kinds.includes(CHANGES[field]),
  );
  return stray === undefined
    ? undefined
    : refuse.changeNotAppliedFor(`changes.${stray}`, CHANGES[stray], policy.kind(CHANGES[stray]).zh);
};

const says = (value: CertificateChanges[keyof CertificateChanges]): boolean =>
  typeof value === 'string' ? !isBlank(value) : value !== undefined && value.length > 0;

/** 办法14: a change says what is to change, or the certificate would say nothing new; what else the law wants changed is free. */
const changesAreStated: SubmissionRule = (application, { policy }) => {
  const kinds = kindsOf(application);
  const silent = Object.entries(CHANGES).find(
    ([field, kind]) =>
      kind !== 'CHG_OTHER' && kinds.includes(kind) && !says(application.changes?.[field as keyof CertificateChanges]),
  );
  return silent === undefined ? undefined : refuse.changeNotStated(`changes.${silent[0]}`, policy.kind(silent[1]).zh);
};

/** 办法14, 15: rows of ability come with what gives ability, or moves it; a renewal keeps the annex. */
const scopeIsAppliedFor: SubmissionRule = (application) =>
  application.scopeItems === undefined || kindsOf(application).some((kind) => SCOPE_KINDS.includes(kind))
    ? undefined
    : refuse.scopeNotAppliedFor(SCOPE_KINDS);

/** 办法15: each row once, and such that the certificate can say it. */
const scopeIsStated: SubmissionRule = ({ scopeItems = [] }) => scopeProblem(scopeItems);

/** Renewals and changes are about a certificate that the body holds; a first application is not (办法13, 14). */
const certificateIsGiven: SubmissionRule = ({ kind, certificate }, { policy }) => {
  if (!policy.kind(kind).needsCertificate) return certificate === undefined ? undefined : refuse.certificateNotWanted();
  return certificate === undefined ? refuse.certificateRequired() : undefined;
};

/** What has expired can no longer be prolonged or changed (办法13, 31). */
const certificateIsAlive: SubmissionRule = ({ certificate }, { now }) =>
  certificate === undefined || certificate.validTo >= dateOf(now) ? undefined : refuse.certificateExpired(certificate.validTo);

/** A term is prolonged once; the next renewal is of the next term (办法13). */
const termIsNotRenewed: SubmissionRule = ({ kind, certificate }, { now }) =>
  certificate !== undefined && isRenewedAlready(kind, certificate, dateOf(now)) ? refuse.alreadyRenewed(certificate) : undefined;

/**
 * 办法14: a body that is called otherwise than on record applies to have its name changed. Whoever gives up the certificate, or asks
 * for the first one, is only hinted at.
 */
const nameIsOnRecord: SubmissionRule = ({ kind, certificate, institution, asTyped, changes }) =>
  certificate === undefined || kind === 'CANCEL' || saysTheChange(asTyped?.name, changes?.name)
    ? undefined
    : refuse.nameNotOnRecord(institution.name);

/** Nothing that differs, or what the application is to make of it. */
export const saysTheChange = (typed: string | undefined, change: string | undefined): boolean =>
  typed === undefined || (change !== undefined && isSameText(typed, change));

/** 办法15: field and sector are digits of the certificate's number. */
const codesAreKnown: SubmissionRule = ({ field, sector }, { policy }) => {
  const { certificateFields, certificateSectors } = policy.values;
  if (!(field in certificateFields.value)) return refuse.codeUnknown('field', Object.keys(certificateFields.value));
  return sector in certificateSectors.value ? undefined : refuse.codeUnknown('sector', Object.keys(certificateSectors.value));
};

/** 办法15: a certificate that is to be made out says the address of the body. */
const addressIsStated: SubmissionRule = ({ kind, institution: { address = '' } }, { policy }) =>
  policy.kind(kind).needsCertificate || address.trim() !== '' ? undefined : refuse.addressMissing();

/** Nothing outside the published list is handed in or asked for (许可法31). */
const materialsAreListed: SubmissionRule = (application, { policy }) =>
  foreignMaterial(application.materials, application, policy, 'materials') ?? emptyFile(application.materials, 'materials');

/** Everything the list marks as a must (许可法30, 31); secondary ones may follow where 容缺受理 is open. */
const materialsAreComplete: SubmissionRule = (application, { policy }) => {
  const tolerated = toleranceIsOpen(application, policy) ? toleratedMaterials(application, policy) : [];
  const missing = missingMaterials(application, policy).filter((id) => !tolerated.includes(id));
  return missing.length === 0 ? undefined : refuse.materialsMissing(missing, policy);
};

/** In the order in which they are asked. */
const submissionRules: readonly SubmissionRule[] = [
  usccIsValid,
  applicantActsForTheBody,
  bodyIsNotBanned,
  kindsMayTravelTogether,
  procedureIsOpen,
  certificateIsGiven,
  certificateIsAlive,
  termIsNotRenewed,
  nameIsOnRecord,
  codesAreKnown,
  addressIsStated,
  commitmentIsOpen,
  changesAreAppliedFor,
  changesAreStated,
  scopeIsAppliedFor,
  scopeIsStated,
  materialsAreListed,
  materialsAreComplete,
];

/** The first rule that the application breaks, or undefined. */
export function checkSubmission(application: Omit<Application, 'policy'>, context: CaseContext): Rejection | undefined {
  for (const rule of submissionRules) {
    const rejection = rule(application, context);
    if (rejection !== undefined) return rejection;
  }
  return undefined;
}
