import type { Actor, Rejection } from '#kernel';
import type { ApplicationKind, Policy, Subject } from '#law';
import * as refuse from '../rejections.js';
import type { CaseFile, OpenCase } from './state.js';

/** The applicant in another role: nobody handles their own application (办法29). */
export const isOwnCase = (file: CaseFile, actor: Actor): boolean => actor.role !== 'applicant' && actor.id === file.applicant;

/** The file with more people who took part in its review. */
export const reviewedBy = <F extends CaseFile>(file: F, ...people: readonly string[]): F => ({
  ...file,
  reviewers: [...new Set([...file.reviewers, ...people])],
});

export const examinedBy = <F extends CaseFile>(file: F, person: string): F => ({
  ...file,
  examiners: [...new Set([...(file.examiners ?? []), person])],
});

/** Everything that the case applies for: its kind, and the changes that travel with it. */
export const kindsOf = ({ kind, alsoKinds = [] }: Pick<CaseFile, 'kind' | 'alsoKinds'>): readonly ApplicationKind[] => [
  kind,
  ...alsoKinds,
];

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

/** What of a case decides which limits run (办法11; 许可法42, 50). */
export const subjectOf = ({ file, status }: OpenCase): Subject => ({
  kind: file.kind,
  procedure: file.procedure,
  reviewed: file.reviewForm !== 'NONE',
  ...(file.certificate !== undefined && !file.late ? { certificateValidTo: file.certificate.validTo } : {}),
  ...(status === 'awaiting-correction' ? { interruptedBy: 'CorrectionRequested' as const } : {}),
});
