import { FINDING_RESULTS, SET_ASIDE_ORDERS, type CommandName } from '#case';
import { CONCLUSIONS, REVIEW_FORMS } from '#law';

/** Commands that a scenario may give; the engine's own are not among them. */
export type ScenarioCommand = Exclude<CommandName, 'ExpireTimeLimit' | 'RecordCertificate' | 'ApplyCalendar' | 'ApplyReductions'>;

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };
const days = { type: 'integer' };
const flag = { type: 'boolean' };
const rows = (properties: object, required: readonly string[]) => ({
  type: 'array',
  items: { type: 'object', properties, required, additionalProperties: false },
});
const remedies = {
  type: 'object',
  properties: { reconsideration: text, litigation: text },
  required: ['reconsideration', 'litigation'],
  additionalProperties: false,
};
const payload = (properties: object) => ({ type: 'object', properties, additionalProperties: false });
/** What is known of a file besides its material. */
const paper = { fileName: text, bytes: days };
const items = {
  type: 'array',
  items: {
    anyOf: [
      text,
      {
        type: 'object',
        properties: { material: text, reason: text, file: text, replaces: text, ...paper },
        required: ['material'],
        additionalProperties: false,
      },
    ],
  },
};
const member = {
  type: 'object',
  properties: { id: text, name: text, leader: flag, conflicts: texts },
  required: ['id'],
  additionalProperties: false,
};

const members = { type: 'array', items: { anyOf: [text, member] } };

const NOTHING = payload({});

/** What `with` may carry, by command. */
export const payloadSchemas: Readonly<Record<ScenarioCommand, object>> = {
  SubmitApplication: NOTHING,
  WithdrawApplication: payload({ reason: text }),
  AcceptApplication: payload({ fewParameters: text }),
  DeclineApplication: payload({ reasons: texts, remedies, falsehood: flag }),
  RequestCorrection: payload({ items, respondWithinWorkingDays: days }),
  SupplyCorrection: payload({ items }),
  ClaimDocumentReview: NOTHING,
  ReleaseDocumentReview: NOTHING,
  TakeBackDocumentReview: payload({ reason: text }),
  PassDocumentReview: payload({ findings: text, checks: rows({ item: text, passed: flag, note: text }, ['item', 'passed']) }),
  FailDocumentReview: payload({ reasons: texts }),
  OrderOnSiteReview: payload({ reason: text, form: { enum: ['ON_SITE', 'REMOTE'] } }),
  CommissionReview: payload({
    form: { enum: REVIEW_FORMS },
    team: members,
    remoteGround: text,
  }),
  ChangeReviewTeam: payload({ team: members, reason: text }),
  PostponeReview: payload({ reason: text, until: text }),
  ResumeReview: NOTHING,
  OrderRectification: payload({ withinWorkingDays: days, items: texts }),
  SubmitRectification: payload({ note: text }),
  VerifyRectification: payload({ passed: flag }),
  StopReview: payload({ ground: text, consentOf: text, note: text }),
  ConcludeReview: payload({
    conclusion: { enum: CONCLUSIONS },
    findings: rows({ clause: text, result: { enum: FINDING_RESULTS }, note: text }, ['clause', 'result']),
  }),
  GrantQualification: payload({ note: text }),
  RefuseQualification: payload({ reasons: texts, remedies, falsehood: flag }),
  ExtendDecision: payload({ reason: text }),
  RecordRefusalSetAside: payload({
    instrument: payload({ authority: text, number: text, date: text }),
    orders: { enum: SET_ASIDE_ORDERS },
    withinWorkingDays: days,
    forProcedure: flag,
    reviewAnew: flag,
    reason: text,
  }),
  SignCommitment: payload({ signatory: text, title: text }),
  WithdrawCommitment: payload({ reason: text }),
  AcceptSelfDeclaration: payload({ note: text, mandatoryStandards: flag }),
  AcceptWithOutstanding: payload({ outstanding: texts, withinWorkingDays: days, promisedBy: text }),
  SupplyOutstanding: payload({ items }),
  TellHearingRight: payload({ matter: text, parties: texts }),
  RequestHearing: payload({ party: text, interest: text }),
  OpenHearing: payload({ chair: text, noticedOn: text, place: text, heldOn: text }),
  CloseHearing: payload({ record: text }),
  ExplainDelay: payload({ limit: text, run: days, reason: text }),
  DeliverCertificate: NOTHING,
  RepinPolicy: payload({ policy: text, reason: text }),
  SupplyMaterial: payload({ items }),
};
