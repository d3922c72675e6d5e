/** The vocabulary that packs, commands and events share; Chinese terms in docs/glossary.md. */
export const APPLICATION_KINDS = [
  'INITIAL',
  'RENEWAL',
  'SCOPE_EXT',
  'CHG_NAME',
  'CHG_ADDR_NAME',
  'CHG_SITE',
  'CHG_LEGAL_NATURE',
  'CHG_LEGAL_REP',
  'CHG_TOP_MGR',
  'CHG_TECH_LEAD',
  'CHG_SIGNATORY',
  'CHG_DROP_ITEMS',
  'CHG_STANDARD',
  'CHG_OTHER',
  'CANCEL',
  'BRANCH',
  'REISSUE',
] as const;
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];

export const PROCEDURES = ['GENERAL', 'COMMITMENT'] as const;
export type Procedure = (typeof PROCEDURES)[number];

export const REVIEW_FORMS = ['ON_SITE', 'WRITTEN', 'REMOTE'] as const;
export type ReviewForm = (typeof REVIEW_FORMS)[number];

export const CONCLUSIONS = ['符合', '基本符合', '不符合'] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

/**
 * How sure a row is. verified: read in the text of the law; second-hand: a quotation was read; inferred: a conclusion drawn from
 * the texts; memory: background knowledge, to be checked.
 */
export const VERIFIED = ['verified', 'second-hand', 'inferred', 'memory'] as const;
export type Verified = (typeof VERIFIED)[number];

/** wd working day, cd calendar day, cm calendar month, cy calendar year. */
export const UNITS = ['wd', 'cd', 'cm', 'cy'] as const;
export type Unit = (typeof UNITS)[number];

export const PARTIES = ['authority', 'applicant', 'expert'] as const;
export type Party = (typeof PARTIES)[number];

/** What the law does when a limit runs out; breach: nothing but the fact that it did. */
export const EXPIRY_EFFECTS = [
  'breach',
  'deem-accepted',
  'deem-withdrawn',
  'fail-rectification',
  'deem-renewed',
  'propose-revocation',
  'waive-statement',
  'none',
] as const;
export type ExpiryEffect = (typeof EXPIRY_EFFECTS)[number];

/** M must be handed in, C depends on the case, S comes by data sharing and is asked for only where the source is silent. */
export const REQUIREMENTS = ['M', 'C', 'S'] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** The events of a case, of a verification or of a certificate that a limit may start at, stop at or pause for. */
export const EVENT_TYPES = [
  'ApplicationReceived',
  'ApplicationWithdrawn',
  'ApplicationDeemedWithdrawn',
  'ApplicationAccepted',
  'ApplicationDeemedAccepted',
  'ApplicationDeclined',
  'CorrectionRequested',
  'CorrectionSupplied',
  'ReviewCommissioned',
  'ReviewPostponed',
  'ReviewResumed',
  'RectificationOrdered',
  'RectificationSubmitted',
  'RectificationVerified',
  'RectificationOverdue',
  'ReviewConcluded',
  'DocumentReviewPassed',
  'DocumentReviewFailed',
  'OnSiteReviewOrdered',
  'QualificationGranted',
  'QualificationRefused',
  'DecisionExtended',
  'HearingOpened',
  'HearingClosed',
  'RenewalDeemedGranted',
  'CertificateDelivered',
  'VerificationCommissioned',
  'VerificationConcluded',
  'VerificationRectificationOrdered',
  'VerificationRectificationSubmitted',
  'RevocationProposed',
  'RevocationOpened',
  'RevocationSuspended',
  'RevocationResumed',
  'RevocationExtended',
  'StatementRecorded',
  'StatementWaived',
  'CertificateRevoked',
  'RevocationClosed',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];
