import { filesOf, isUnsigned, kindsOf, type CaseEvent, type CaseFile, type EventOf, type OpenCase, type TeamMember } from '#case';
import { dateOf, type Dated, type LocalDate } from '#kernel';
import { lawOfRuns, openRun, pinnedCalendar, pinnedPolicy, REVIEW_FORM_NAMES, type Law } from '#law';
import { banFrom, issuedOn, lastDay, NO_DAY, remediesOf, until, untilDue, written, type Facts } from './facts.js';
import { effectOf, GRANTED, grantedOf } from './grant-facts.js';

/** The case right after the event, and the law it is decided under. */
export interface Occasion<E extends CaseEvent = CaseEvent> {
  readonly event: Dated<E>;
  readonly state: OpenCase;
  readonly law: Law;
}

const policyOf = ({ state, law }: Occasion) => pinnedPolicy(law, state.file.policy);

function dueOf(occasion: Occasion, ...limits: readonly string[]): string {
  const run = openRun(occasion.state.file.clocks, limits);
  if (run === undefined) return NO_DAY;
  const { policy, calendar } = lawOfRuns(occasion.law, occasion.state.file)(run);
  return untilDue(run, policy.limit(run.limit), calendar);
}

/** What was told when it was decided, by the calendar of that moment. */
const isProvisional = ({ state, law }: Occasion, told: LocalDate | null): boolean =>
  told !== null && pinnedCalendar(law, state.file).isProvisional(told);

const materialName = (occasion: Occasion, id: string): string =>
  policyOf(occasion).materials.find((material) => material.id === id)?.zh ?? id;

/** `M07/2` in words: the second file of its material, by the name that the applicant gave it. */
function whichFile({ state }: Occasion, asked: string): string {
  const fileName = filesOf(state.file).find(({ id }) => id === asked)?.fileName;
  return `（第${asked.slice(asked.indexOf('/') + 1)}份${fileName === undefined ? '' : `，${fileName}`}）`;
}

/** The files of the receipt; of several of one material, which is which. */
const filesReceived = (occasion: Occasion): string[] => {
  const files = filesOf(occasion.state.file);
  const hasOthers = (material: string): boolean => files.filter((one) => one.material === material).length > 1;
  return files.map(
    ({ material, id }) => `${materialName(occasion, material)}${hasOthers(material) ? whichFile(occasion, id) : ''}`,
  );
};

const decisionLimits = ['T20', 'T21', 'T22', 'T23', 'T50'];
const reviewLimits = ['T10', 'T11'];

/** The time of a review is counted in no other, but where a refusal was set aside: review and decision anew have one limit together. */
const countedIn = (occasion: Occasion): { apart?: string; within?: string } =>
  openRun(occasion.state.file.clocks, ['T25']) === undefined
    ? { apart: '作出许可决定的期限' }
    : { within: `重新作出决定的期限（${dueOf(occasion, 'T25')}）` };

const NEXT = ['reviewForm', 'reviewDue', 'decisionDue', 'awaited'] as const;
type Accepted = Occasion<EventOf<'ApplicationAccepted' | 'ApplicationDeemedAccepted'>>;

/** What comes after the acceptance, and until when: the review, or the decision; that on a commitment waits for its signature. */
function nextStep(occasion: Accepted): { [F in (typeof NEXT)[number]]?: string } {
  const { reviewForm } = occasion.event.data;
  if (reviewForm !== 'NONE') return { reviewForm: REVIEW_FORM_NAMES[reviewForm], reviewDue: dueOf(occasion, ...reviewLimits) };
  if (isUnsigned(occasion.state.file)) return { awaited: '你单位签署告知承诺书' };
  const due = dueOf(occasion, ...decisionLimits);
  return due === NO_DAY ? {} : { decisionDue: due };
}

const BAN = ['banYears', 'banUntil'] as const;

/** One year without an application after falsehood (办法33, 许可法78). */
function banAfterFalsehood(occasion: Occasion<EventOf<'ApplicationDeclined' | 'QualificationRefused'>>): {
  [F in (typeof BAN)[number]]?: Facts[string];
} {
  const { data, effectiveAt } = occasion.event;
  return data.falsehood === true ? banFrom(effectiveAt, policyOf(occasion).values.banYearsAfterFalsehood) : {};
}

/** Examined, or believed on a commitment whose facts are verified afterwards (办法12, 告知承诺实施办法). */
const groundOfGrant = (occasion: Occasion): { examined?: string; verifyMonths?: string } =>
  occasion.state.file.procedure === 'COMMITMENT'
    ? { verifyMonths: String(policyOf(occasion).limit('T51').n) }
    : { examined: '经审查符合法定条件' };

/** The accounts that a text about this event names. */
export function peopleIn(event: Dated<CaseEvent>): readonly string[] {
  switch (event.type) {
    case 'ReviewCommissioned':
    case 'ReviewTeamChanged':
      return event.data.team.filter(({ name }) => name === undefined).map(({ id }) => id);
    case 'HearingNotified':
    case 'HearingOpened':
      return [event.data.chair];
    default:
      return [];
  }
}

function replacedNotice({ hearing }: CaseFile): string | undefined {
  const { replaces } = hearing?.notice ?? {};
  return replaces && `${written(replaces.on)}发出、定于${written(replaces.heldOn)}举行`;
}

/** Who signed for the applicant; where nobody says so the promise is still to be confirmed. */
const promiser = ({ promisedBy }: EventOf<'OutstandingPromised'>['data']) =>
  promisedBy === undefined ? { confirmedBy: '签字或者盖章' } : { promisedBy };

const membersOf = (team: readonly TeamMember[]): string[] =>
  team.map(({ id, name, leader }) => `${name ?? id}${leader === true ? '（组长）' : ''}`);

const instrumentOf = ({ authority, number, date }: EventOf<'RefusalSetAside'>['data']['instrument']): string =>
  `${authority}${written(date)}作出的${number}`;

const ANEW = { acceptance: '重新审查是否受理', review: '重新评审并作出决定', decision: '重新作出决定' };

type FactsOf<T extends CaseEvent['type']> = (occasion: Occasion<EventOf<T>>) => Facts;
const factsOf = <T extends CaseEvent['type'], F extends Facts>(
  _type: T,
  names: readonly (keyof F & string)[],
  facts: (occasion: Occasion<EventOf<T>>) => F,
): { readonly names: readonly string[]; readonly facts: FactsOf<T> } => ({ names, facts });

/** What each event that gives rise to a document can tell about itself. */
const OWN = {
  ApplicationReceived: factsOf('ApplicationReceived', ['materials', 'due'], (occasion) => ({
    materials: filesReceived(occasion),
    due: dueOf(occasion, 'T01'),
  })),
  ApplicationAccepted: factsOf('ApplicationAccepted', NEXT, nextStep),
  ApplicationDeemedAccepted: factsOf('ApplicationDeemedAccepted', ['lastDay', ...NEXT], (occasion) => ({
    lastDay: written(occasion.event.data.due),
    ...nextStep(occasion),
  })),
  ApplicationDeclined: factsOf('ApplicationDeclined', ['reasons', 'remedies', ...BAN], (occasion) => ({
    reasons: occasion.event.data.reasons,
    remedies: remediesOf(occasion.event.data),
    ...banAfterFalsehood(occasion),
  })),
  ApplicationDeemedRefused: factsOf('ApplicationDeemedRefused', ['reasons', 'remedies', 'lastDay'], ({ event }) => ({
    reasons: event.data.reasons,
    remedies: remediesOf(event.data),
    lastDay: written(event.data.due),
  })),
  ApplicationWithdrawn: factsOf('ApplicationWithdrawn', ['reason'], ({ event }) => ({
    reason: event.data.reason ?? '申请人未说明',
  })),
  ApplicationDeemedWithdrawn: factsOf('ApplicationDeemedWithdrawn', ['lastDay'], ({ event }) => ({
    lastDay: written(event.data.due),
  })),
  CorrectionRequested: factsOf('CorrectionRequested', ['items', 'days', 'due'], (occasion) => ({
    items: occasion.event.data.items.map(
      ({ material, file, reason }) =>
        `${materialName(occasion, material)}${file === undefined ? '' : whichFile(occasion, file)}：${reason}`,
    ),
    days: String(occasion.event.data.respondWithinWorkingDays),
    due: dueOf(occasion, 'T03'),
  })),
  ReviewCommissioned: factsOf('ReviewCommissioned', ['reviewForm', 'days', 'due', 'apart', 'within', 'team'], (occasion) => ({
    ...countedIn(occasion),
    reviewForm: REVIEW_FORM_NAMES[occasion.event.data.form],
    days: String(occasion.event.data.told.workingDays),
    due: until(occasion.event.data.told.due, isProvisional(occasion, occasion.event.data.told.due)),
    team: membersOf(occasion.event.data.team),
  })),
  ReviewTeamChanged: factsOf('ReviewTeamChanged', ['team', 'reason'], ({ event: { data } }) => ({
    team: membersOf(data.team),
    reason: data.reason,
  })),
  ReviewPostponed: factsOf('ReviewPostponed', ['reason', 'due'], (occasion) => ({
    reason: occasion.event.data.reason,
    due: until(occasion.event.data.until, isProvisional(occasion, occasion.event.data.until ?? null)),
  })),
  RectificationOrdered: factsOf('RectificationOrdered', ['items', 'days', 'due'], (occasion) => ({
    items: occasion.event.data.items.length > 0 ? occasion.event.data.items : ['见评审组现场开具的不符合项记录'],
    days: String(occasion.event.data.withinWorkingDays),
    due: dueOf(occasion, 'T13'),
  })),
  DecisionExtended: factsOf('DecisionExtended', ['reason', 'days', 'due'], (occasion) => ({
    reason: occasion.event.data.reason,
    days: String(occasion.event.data.byWorkingDays),
    due: dueOf(occasion, ...decisionLimits),
  })),
  QualificationGranted: factsOf('QualificationGranted', ['effect', 'examined', 'verifyMonths', ...GRANTED], (occasion) => ({
    effect: effectOf(occasion.event.data.certificate),
    ...groundOfGrant(occasion),
    ...grantedOf(occasion.event.data.certificate),
  })),
  RenewalDeemedGranted: factsOf('RenewalDeemedGranted', ['lastDay', 'effect'], ({ event }) => ({
    lastDay: written(event.data.due),
    effect: effectOf(event.data.certificate),
  })),
  QualificationRefused: factsOf('QualificationRefused', ['reasons', 'remedies', ...BAN], (occasion) => ({
    reasons: occasion.event.data.reasons,
    remedies: remediesOf(occasion.event.data),
    ...banAfterFalsehood(occasion),
  })),
  RefusalSetAside: factsOf('RefusalSetAside', ['decision', 'refusedOn', 'instrument', 'anew', 'days', 'due'], (occasion) => ({
    decision: occasion.event.data.resumes === 'acceptance' ? '不予受理决定' : '不予行政许可决定',
    refusedOn: written(occasion.state.file.setAside?.at(-1)?.refusedOn ?? dateOf(occasion.event.effectiveAt)),
    instrument: instrumentOf(occasion.event.data.instrument),
    anew: ANEW[occasion.event.data.resumes],
    days: String(occasion.event.data.withinWorkingDays),
    due: dueOf(occasion, 'T25'),
  })),
  CertificateDelivered: factsOf('CertificateDelivered', ['certificate'], ({ event }) => ({ certificate: event.data.number })),
  CommitmentTermsTold: factsOf('CommitmentTermsTold', ['terms'], ({ event }) => ({ terms: event.data.terms })),
  CommitmentSigned: factsOf('CommitmentSigned', ['text', 'sha256', 'signatory'], ({ event }) => ({
    text: event.data.text.split('\n').filter((line) => line.trim() !== ''),
    sha256: event.data.sha256,
    signatory: event.data.signatory,
  })),
  OutstandingPromised: factsOf('OutstandingPromised', ['items', 'days', 'lastDay', 'promisedBy', 'confirmedBy'], (occasion) => ({
    ...promiser(occasion.event.data),
    items: occasion.event.data.outstanding.map((id) => materialName(occasion, id)),
    days: String(occasion.event.data.withinWorkingDays),
    lastDay: lastDay(occasion.event.data.told.lastDay, isProvisional(occasion, occasion.event.data.told.lastDay)),
  })),
  HearingRightTold: factsOf('HearingRightTold', ['matter', 'due'], (occasion) => ({
    matter: occasion.event.data.matter,
    due: dueOf(occasion, 'T60'),
  })),
  HearingNotified: factsOf('HearingNotified', ['chair', 'heldOn', 'place', 'replaces'], ({ event, state }) => ({
    replaces: replacedNotice(state.file),
    chair: event.data.chairName ?? event.data.chair,
    heldOn: written(event.data.heldOn),
    place: event.data.place ?? '另行通知的地点',
  })),
  HearingOpened: factsOf('HearingOpened', ['chair', 'heldOn', 'noticedOn', 'place'], ({ event }) => ({
    chair: event.data.chairName ?? event.data.chair,
    heldOn: written(dateOf(event.effectiveAt)),
    noticedOn: written(event.data.noticedOn),
    place: event.data.place ?? '另行通知的地点',
  })),
  HearingClosed: factsOf('HearingClosed', ['record'], ({ event }) => ({ record: event.data.record })),
  DelayExplained: factsOf('DelayExplained', ['limit', 'reason'], (occasion) => ({
    limit: policyOf(occasion).limit(occasion.event.data.clock.limit).name.zh,
    reason: occasion.event.data.reason,
  })),
} as const;

const COMMON = ['institution', 'uscc', 'kind', 'caseId', 'receivedOn', 'date', 'policy'];

export const CASE_FACTS = Object.fromEntries(
  Object.entries(OWN).map(([type, { names }]) => [type, [...COMMON, ...names]]),
) as unknown as Readonly<Record<keyof typeof OWN, readonly string[]>>;

/** A paper names the body as it is called then, and the name of the application where that was another. */
const calledNow = ({ institution: { name }, formerName }: CaseFile): string =>
  formerName === undefined ? name : `${name}（原名称：${formerName}）`;

export function caseFacts(occasion: Occasion): Facts {
  const { event, state } = occasion;
  const { file } = state;
  const own = event.type in OWN ? (OWN[event.type as keyof typeof OWN].facts as (occasion: Occasion) => Facts)(occasion) : {};
  return {
    institution: calledNow(file),
    uscc: file.institution.uscc,
    kind: kindsOf(file)
      .map((kind) => policyOf(occasion).kind(kind).zh)
      .join('、'),
    caseId: file.caseId,
    receivedOn: written(dateOf(file.receivedAt)),
    date: written(issuedOn(event)),
    policy: policyOf(occasion).title.zh,
    ...own,
  };
}
