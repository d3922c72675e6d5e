import { caseDecider, type EventName } from '#case';
import {
  calendarPublicationDecider,
  policyPublicationDecider,
  type CalendarPublished,
  type Law,
  type PolicyPublished,
} from '#law';
import { clockDecider, type ClockConfirmed } from './clock-confirmation.js';
import type { AnyDecider, Deciders, EventDefinition } from '#event-store';
import { inspectionDecider, type InspectionEventName } from '#inspection';
import { institutionDecider, sharedRecordsDecider, type InstitutionEventName, type SharedMaterialRecorded } from '#institution';
import { certificateDecider, type CertificateEventName } from '#issuance';

/** Which decider answers for which category of streams; `shipped` is the law before anything was published. */
export const decidersUnder = (law: Law, shipped: Law = law): Deciders => ({
  case: caseDecider(law) as unknown as AnyDecider,
  certificate: certificateDecider(law) as unknown as AnyDecider,
  inspection: inspectionDecider(law) as unknown as AnyDecider,
  institution: institutionDecider(law) as unknown as AnyDecider,
  shared: sharedRecordsDecider(law) as unknown as AnyDecider,
  policy: policyPublicationDecider(shipped.policies) as unknown as AnyDecider,
  calendar: calendarPublicationDecider(shipped.calendars) as unknown as AnyDecider,
  clock: clockDecider as unknown as AnyDecider,
});

type StoredEvent =
  | EventName
  | CertificateEventName
  | InspectionEventName
  | InstitutionEventName
  | SharedMaterialRecorded['type']
  | PolicyPublished['type']
  | CalendarPublished['type']
  | ClockConfirmed['type'];

/** Current version of every stored event type; a type without its entry does not compile. */
const VERSIONS: { readonly [T in StoredEvent]: number } = {
  ApplicationReceived: 1,
  ApplicationWithdrawn: 1,
  ApplicationAccepted: 1,
  ApplicationDeclined: 1,
  ApplicationDeemedAccepted: 1,
  ApplicationDeemedWithdrawn: 1,
  ApplicationDeemedRefused: 1,
  CommitmentTermsTold: 1,
  CommitmentSigned: 1,
  CommitmentWithdrawn: 1,
  SelfDeclarationAccepted: 1,
  OutstandingPromised: 1,
  OutstandingSupplied: 1,
  CorrectionRequested: 1,
  CorrectionSupplied: 1,
  DocumentReviewClaimed: 1,
  DocumentReviewReleased: 1,
  DocumentReviewTakenBack: 1,
  DocumentReviewPassed: 1,
  DocumentReviewFailed: 1,
  OnSiteReviewOrdered: 1,
  ReviewCommissioned: 1,
  ReviewTeamChanged: 1,
  ReviewPostponed: 1,
  ReviewResumed: 1,
  RectificationOrdered: 1,
  RectificationSubmitted: 1,
  RectificationVerified: 1,
  RectificationOverdue: 1,
  ReviewStopped: 1,
  ReviewConcluded: 1,
  HearingRightTold: 1,
  HearingRequested: 1,
  HearingWaived: 1,
  HearingNotified: 1,
  HearingOpened: 1,
  HearingClosed: 1,
  QualificationGranted: 1,
  QualificationRefused: 1,
  RefusalSetAside: 1,
  DecisionExtended: 1,
  RenewalDeemedGranted: 1,
  ReductionsApplied: 1,
  DataSourceSilent: 1,
  MaterialSupplied: 1,
  TimeLimitBreached: 1,
  CalendarApplied: 1,
  PolicyRepinned: 1,
  DelayExplained: 1,
  RecordNoted: 1,
  CertificateReady: 1,
  CertificateDelivered: 1,
  CertificateIssued: 1,
  CertificateRegistered: 1,
  CertificateRenewed: 1,
  CertificateAmended: 1,
  CertificateCancelled: 1,
  CertificateExpired: 1,
  RevocationOpened: 1,
  RevocationSuspended: 1,
  RevocationResumed: 1,
  RevocationExtended: 1,
  StatementRecorded: 1,
  StatementWaived: 1,
  CertificateRevoked: 1,
  RevocationClosed: 1,
  VerificationCommissioned: 1,
  InspectorsAppointed: 1,
  VerificationConcluded: 1,
  VerificationRectificationOrdered: 1,
  VerificationRectificationSubmitted: 1,
  VerificationRectificationChecked: 1,
  RevocationProposed: 1,
  StandingRecorded: 1,
  PolicyPublished: 1,
  CalendarPublished: 1,
  ClockConfirmed: 1,
  FactsRegistered: 1,
  SignatoriesRecorded: 1,
  CreditClassRecorded: 1,
  BreachRecorded: 1,
  BanImposed: 1,
  EntryLifted: 1,
  CommitmentRecorded: 1,
  VerdictRecorded: 1,
  CommitmentWithdrawalRecorded: 1,
  CommitmentReopened: 1,
  SharedMaterialRecorded: 1,
};

export const EVENT_DEFINITIONS: readonly EventDefinition[] = Object.entries(VERSIONS).map(([type, version]) => ({
  type,
  version,
}));

/** The command names of all deciders; each belongs to exactly one or the program does not start. */
export function commandOwners(deciders: Deciders): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const [category, decider] of Object.entries(deciders)) {
    for (const command of decider.commands) {
      const other = owners.get(command);
      if (other !== undefined) throw new Error(`the command ${command} has two handlers: ${other} and ${category}`);
      owners.set(command, category);
    }
  }
  return owners;
}
