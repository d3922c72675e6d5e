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
export const REVIEW_FORM_NAMES: Readonly<Record<ReviewForm, string>> = {
  ON_SITE: '现场评审',
  WRITTEN: '书面审查',
  REMOTE: '远程评审',
};

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
  'deem-refused',
  'waive-hearing',
  'propose-revocation',
  'waive-statement',
  'resume-review',
  'none',
] as const;
export type ExpiryEffect = (typeof EXPIRY_EFFECTS)[number];

/** M must be handed in, C depends on the case, S comes by data sharing and is asked for only where the source is silent. */
export const REQUIREMENTS = ['M', 'C', 'S'] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** The events of a case, of a verification or of a certificate that a limit may start at, stop at or pause for. */
export const EVENT_TYPES = [
  'ApplicationReceived',
  'CommitmentSigned',
  'ApplicationWithdrawn',
  'ApplicationDeemedWithdrawn',
  'ApplicationAccepted',
  'ApplicationDeemedAccepted',
  'ApplicationDeclined',
  'CorrectionRequested',
  'CorrectionSupplied',
  'OutstandingPromised',
  'OutstandingSupplied',
  'ReviewCommissioned',
  'LeaderCheckCompleted',
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
  'RefusalSetAside',
  'DecisionExtended',
  'HearingRightTold',
  'HearingRequested',
  'HearingWaived',
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

/** What a step belongs to (程序); what follows the delivery of the certificate is supervision. */
export const STAGES = ['acceptance', 'review', 'decision', 'issue', 'supervision'] as const;
export type Stage = (typeof STAGES)[number];

/** What a number of a pack counts. */
export const NUMBER_UNITS = [...UNITS, 'person', 'percent'] as const;
export type NumberUnit = (typeof NUMBER_UNITS)[number];

/** When a material marked C is needed. */
export const MATERIAL_CONDITIONS = {
  'not-independent-legal-person': { zh: '不具备独立法人资格的', en: 'the body is not a legal person of its own' },
  'premises-affected': { zh: '涉及场所或者其使用权变化的', en: 'premises, or the right to use them, change' },
  'equipment-affected': { zh: '涉及仪器设备(标准物质)变化的', en: 'equipment or reference materials change' },
  'signatories-affected': { zh: '涉及授权签字人或者签字范围变化的', en: 'signatories, or their scope, change' },
  'staff-affected': { zh: '涉及人员变化的', en: 'staff changes' },
  'appointments-changed': { zh: '任命发生变化的', en: 'the appointments have changed' },
  'ability-affected': { zh: '涉及检验检测能力变化的', en: 'the ability to test changes' },
  'system-documents-affected': { zh: '管理体系文件有变化的', en: 'documents of the management system change' },
  'methods-first-used': { zh: '首次使用或者变更方法的', en: 'a method is used for the first time, or has changed' },
  'commitment-procedure': { zh: '采用告知承诺程序的', en: 'the commitment procedure is chosen' },
  'special-posts': {
    zh: '法律、行政法规对人员执业资格另有规定的',
    en: 'a law or regulation asks for a professional qualification',
  },
  'records-asked': { zh: '评审需要查证体系运行记录的', en: 'the review has to see records of the running system' },
  'foreign-investment': { zh: '外方投资者依法成立的', en: 'the body was founded with foreign investment' },
  'registration-changed': { zh: '登记事项随之变更的', en: 'the registered facts change with it' },
  'environment-field': { zh: '从事生态环境监测的', en: 'the body monitors the environment' },
} as const;
export type MaterialCondition = keyof typeof MATERIAL_CONDITIONS;
