import { ENGINE, localDate, type Dated } from '#kernel';
import type { ApplicationKind } from '#law';
import { applicant, clerk, decisionMaker, law, on, USCC } from './given.testing.js';
import type { CaseCommands, CaseEvent, CaseEvents, CaseStatus, CertificateChanges } from './index.js';

type Submission = CaseCommands['SubmitApplication'];

export const TEAM = [{ id: 'reviewer', leader: true }, { id: 'expert-2' }];
/** Every point of the integrity of papers looked at, and in order. */
export const CHECKED = ['papers-match-facts', 'no-contradictions', 'not-copied'].map((item) => ({ item, passed: true }));
const REMEDIES = { reconsideration: '60日内申请行政复议', litigation: '6个月内提起行政诉讼' };

const materialsFor = (kind: ApplicationKind, day: string) =>
  (law.policies.findInForce(localDate(day))?.materialsFor(kind) ?? [])
    .filter(({ requirement }) => requirement === 'M')
    .map(({ id }) => ({ material: id }));

const CHANGES: Readonly<Partial<Record<ApplicationKind, CertificateChanges>>> = {
  CHG_NAME: { name: '示例检测（甘肃）有限公司（虚构）' },
  CHG_ADDR_NAME: { addressName: '兰州市城关区新示例路1号' },
  CHG_SITE: { site: '兰州市七里河区示例路2号' },
  CHG_LEGAL_NATURE: { legalNature: '企业法人' },
  CHG_LEGAL_REP: { legalRepresentative: '李四' },
  CHG_TOP_MGR: { topManager: '李四' },
  CHG_TECH_LEAD: { technicalLead: '王五' },
  CHG_SIGNATORY: { signatories: [{ name: '李四', action: 'add' }] },
  CHG_DROP_ITEMS: { droppedItems: ['水分'] },
  CHG_STANDARD: { standards: [{ from: 'GB 5009.3-2016', to: 'GB 5009.3-2025（示例）' }] },
};
const changesFor = (kinds: readonly ApplicationKind[]): { changes?: CertificateChanges } => {
  const stated = kinds.flatMap((kind) => CHANGES[kind] ?? []);
  return stated.length === 0 ? {} : { changes: Object.assign({}, ...stated) as CertificateChanges };
};

/** A complete application, with whatever the test wants otherwise. */
export const submission = (more: Partial<Submission> = {}, day = '2026-03-02'): Submission => ({
  ...changesFor([more.kind ?? 'INITIAL', ...(more.alsoKinds ?? [])]),
  ...application(more, day),
});

const application = (more: Partial<Submission>, day: string): Submission => ({
  caseId: 'case-1',
  kind: 'INITIAL',
  procedure: 'GENERAL',
  institution: { uscc: USCC, name: '示例检测有限公司（虚构）', address: '兰州市城关区示例路1号（虚构）' },
  standing: { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false },
  affectsConditions: false,
  field: '20',
  sector: '34',
  materials: materialsFor(more.kind ?? 'INITIAL', day),
  ...more,
});

/** A renewal handed in on 2026-03-02 is in time for a certificate that expires on 2026-06-02 or later. */
export const renewal = (validTo: string, more: Partial<Submission> = {}): Partial<Submission> => ({
  kind: 'RENEWAL',
  certificate: { number: '202820340001', validTo: localDate(validTo) },
  ...more,
});

export const received = (
  more: Partial<CaseEvents['ApplicationReceived']> = {},
  day = '2026-03-02',
  policy = 'CMA-2021/2+REV-2023/2',
): Dated<CaseEvent> =>
  on(
    day,
    'ApplicationReceived',
    { ...application(more, day), late: false, policy, calendar: law.calendar.version, ...more },
    applicant,
  );

const accepted = on('2026-03-05', 'ApplicationAccepted', { reviewForm: 'ON_SITE' }, clerk);
export const commissioned = on(
  '2026-03-09',
  'ReviewCommissioned',
  { form: 'ON_SITE', team: TEAM, told: { workingDays: 30, due: null, inWriting: false } },
  clerk,
);
export const ordered = (day: string, withinWorkingDays = 10) =>
  on(day, 'RectificationOrdered', { withinWorkingDays, items: ['设备'] });

const inReview = [received(), accepted, commissioned];
const rectified = [...inReview, ordered('2026-03-10'), on('2026-03-12', 'RectificationSubmitted', {}, applicant)];
export const awaitingDecision = [...inReview, on('2026-03-16', 'ReviewConcluded', { form: 'ON_SITE', conclusion: '符合' })];
const certificate = {
  action: 'issue',
  prefix: '26282034',
  holder: { uscc: USCC, name: '示例检测有限公司（虚构）' },
  field: '20',
  issuedOn: localDate('2026-03-18'),
  validTo: localDate('2032-03-18'),
} as const;
const granted = [...awaitingDecision, on('2026-03-18', 'QualificationGranted', { certificate }, decisionMaker)];
const ready = [...granted, on('2026-03-18', 'CertificateReady', { number: '262820340001' }, ENGINE)];

export const REACHED: Readonly<Record<CaseStatus, readonly Dated<CaseEvent>[]>> = {
  none: [],
  received: [received()],
  'awaiting-correction': [
    received(),
    on(
      '2026-03-04',
      'CorrectionRequested',
      { items: [{ material: 'M10', reason: '缺页' }], respondWithinWorkingDays: 10 },
      clerk,
    ),
  ],
  'document-review': [received(renewal('2026-12-31')), on('2026-03-05', 'ApplicationAccepted', { reviewForm: 'WRITTEN' }, clerk)],
  'awaiting-commission': [received(), accepted],
  'technical-review': inReview,
  'review-postponed': [...inReview, on('2026-03-10', 'ReviewPostponed', { reason: '停电' })],
  rectification: [...inReview, ordered('2026-03-10')],
  'rectification-check': rectified,
  'awaiting-decision': awaitingDecision,
  granted: ready,
  delivered: [...ready, on('2026-03-20', 'CertificateDelivered', { number: '262820340001' }, clerk)],
  declined: [received(), on('2026-03-04', 'ApplicationDeclined', { reasons: ['不属于职权范围'], remedies: REMEDIES }, clerk)],
  withdrawn: [received(), on('2026-03-04', 'ApplicationWithdrawn', {}, applicant)],
  refused: [
    ...awaitingDecision,
    on('2026-03-18', 'QualificationRefused', { reasons: ['不符合'], remedies: REMEDIES }, decisionMaker),
  ],
};
export const STATUSES = Object.keys(REACHED) as CaseStatus[];

/** A moment after the last event and before anything runs out. */
export const momentIn = (status: CaseStatus): string => {
  const last = REACHED[status].at(-1);
  return last === undefined ? '2026-03-02' : new Date(last.recordedAt + 8.5 * 3_600_000).toISOString().slice(0, 19);
};

export const PAYLOADS: { readonly [T in keyof CaseCommands]: CaseCommands[T] } = {
  SubmitApplication: submission(),
  WithdrawApplication: {},
  AcceptApplication: {},
  DeclineApplication: { reasons: ['不属于职权范围'] },
  RequestCorrection: { items: [{ material: 'M10', reason: '缺页' }], respondWithinWorkingDays: 10 },
  SupplyCorrection: { items: [{ material: 'M10' }] },
  ClaimDocumentReview: {},
  ReleaseDocumentReview: {},
  TakeBackDocumentReview: { reason: '领取人出差' },
  PassDocumentReview: { checks: CHECKED },
  FailDocumentReview: { reasons: ['材料与事实不符'] },
  OrderOnSiteReview: { reason: '存疑' },
  CommissionReview: { team: TEAM },
  ChangeReviewTeam: { team: TEAM, reason: '原评审员回避' },
  CompleteLeaderCheck: { outcome: '实施' },
  PostponeReview: { reason: '停电' },
  ResumeReview: {},
  OrderRectification: { withinWorkingDays: 10, items: ['设备'] },
  SubmitRectification: {},
  VerifyRectification: { passed: true },
  ConcludeReview: { conclusion: '符合' },
  GrantQualification: {},
  RefuseQualification: { reasons: ['不符合'] },
  ExtendDecision: { reason: '案情复杂' },
  RecordRefusalSetAside: {
    instrument: { authority: '示例省人民政府（虚构）', number: '示政复决〔2026〕1号（虚构）', date: localDate('2026-03-18') },
    orders: '责令重新作出',
    reason: '主要事实不清、证据不足',
  },
  SignCommitment: { signatory: '张三（虚构）', sha256: 'a'.repeat(64) },
  WithdrawCommitment: { reason: '场所尚在装修' },
  AcceptSelfDeclaration: {},
  AcceptWithOutstanding: { outstanding: ['M10'] },
  SupplyOutstanding: {},
  TellHearingRight: { matter: '涉及相邻单位重大利益' },
  RequestHearing: {},
  OpenHearing: { chair: 'officer-7', noticedOn: localDate('2026-03-05') },
  CloseHearing: { record: '听证笔录' },
  StopReview: { ground: 'no-cooperation', consentOf: 'head' },
  ExplainDelay: { limit: 'T22', reason: '系统故障' },
  RecordCertificate: { number: '262820340001' },
  DeliverCertificate: {},
  ApplyReductions: { reductions: [], waivedMaterials: [], silent: [] },
  SupplyMaterial: { items: [{ material: 'M02' }] },
  ExpireTimeLimit: { limit: 'T01', run: 1, version: 1 },
  ApplyCalendar: { calendar: law.calendar.version },
  RepinPolicy: { policy: 'CMA-2021/2', reason: '依申请人请求' },
};
