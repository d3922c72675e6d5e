import { dateOf, type Rejection } from '#kernel';
import { isUscc } from '#institution';
import type { ApplicationCommands } from './application.js';
import type { CaseContext } from './definition.js';
import * as refuse from './rejections.js';

type Submission = ApplicationCommands['SubmitApplication'];
type SubmissionRule = (application: Omit<Submission, 'policy'>, context: CaseContext) => Rejection | undefined;

/** GB 32100-2015: form and check digits. */
const usccIsValid: SubmissionRule = ({ institution }) => (isUscc(institution.uscc) ? undefined : refuse.usccInvalid());

/** A body applies for itself. */
const applicantActsForTheBody: SubmissionRule = ({ institution }, { actor }) =>
  actor.uscc === institution.uscc ? undefined : refuse.notYourInstitution();

/** 办法10, 12: which procedures are open for which kind. */
const procedureIsOpen: SubmissionRule = ({ kind, procedure }, { policy }) => {
  const open = policy.kind(kind).procedures.filter((candidate) => candidate === 'GENERAL');
  return open.includes(procedure as 'GENERAL') ? undefined : refuse.procedureNotOpen(open);
};

/** Renewals and changes are about a certificate that the body holds; a first application is not (办法13, 14). */
const certificateIsGiven: SubmissionRule = ({ kind, certificate }, { policy }) => {
  if (!policy.kind(kind).needsCertificate) return certificate === undefined ? undefined : refuse.certificateNotWanted();
  return certificate === undefined ? refuse.certificateRequired() : undefined;
};

/** What has expired can no longer be prolonged or changed (办法13, 31). */
const certificateIsAlive: SubmissionRule = ({ certificate }, { now }) =>
  certificate === undefined || certificate.validTo >= dateOf(now) ? undefined : refuse.certificateExpired(certificate.validTo);

const codesAreKnown: SubmissionRule = ({ field, sector }, { policy }) => {
  const { certificateFields, certificateSectors } = policy.values;
  if (!(field in certificateFields.value)) return refuse.codeUnknown('field', Object.keys(certificateFields.value));
  return sector in certificateSectors.value ? undefined : refuse.codeUnknown('sector', Object.keys(certificateSectors.value));
};

/** Nothing outside the published list is handed in or asked for (许可法31). */
const materialsAreListed: SubmissionRule = ({ kind, materials }, { policy }) => {
  const listed = policy.materialsFor(kind).map((material) => material.id);
  const foreign = materials.findIndex((material) => !listed.includes(material.material));
  return foreign < 0 ? undefined : refuse.materialNotListed(`materials[${foreign}].material`, listed);
};

/** Everything the list marks as a must; shared and conditional ones are not asked (许可法30, 31). */
const materialsAreComplete: SubmissionRule = ({ kind, materials }, { policy }) => {
  const given = new Set(materials.map((material) => material.material));
  const missing = policy
    .materialsFor(kind)
    .filter((material) => material.requirement === 'M' && !given.has(material.id))
    .map((material) => material.id);
  return missing.length === 0 ? undefined : refuse.materialsMissing(missing);
};

/** In the order in which they are asked. */
export const submissionRules: readonly SubmissionRule[] = [
  usccIsValid,
  applicantActsForTheBody,
  procedureIsOpen,
  certificateIsGiven,
  certificateIsAlive,
  codesAreKnown,
  materialsAreListed,
  materialsAreComplete,
];

/** The first rule that the application breaks, or undefined. */
export function checkSubmission(application: Omit<Submission, 'policy'>, context: CaseContext): Rejection | undefined {
  for (const rule of submissionRules) {
    const rejection = rule(application, context);
    if (rejection !== undefined) return rejection;
  }
  return undefined;
}
