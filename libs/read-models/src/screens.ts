import type { Kysely } from 'kysely';
import { compliance } from './compliance/project.js';
import { complianceCounts, complianceList } from './compliance/query.js';
import { deadlines } from './deadlines/project.js';
import { falseCommitments } from './false-commitments/project.js';
import { falseCommitmentsList } from './false-commitments/query.js';
import { inspections } from './inspections/project.js';
import { inspectionsList } from './inspections/query.js';
import { institutions } from './institutions/project.js';
import { institutionsList } from './institutions/query.js';
import type { Enquiry, Today } from './list.js';
import { myCases } from './my-cases/project.js';
import { myCasesList } from './my-cases/query.js';
import { openRenewals } from './open-renewals/project.js';
import { pageProblem, type PageRequest, type RowsOf } from './page.js';
import { register } from './register/project.js';
import { registerList } from './register/query.js';
import { revocations } from './revocations/project.js';
import { revocationsList } from './revocations/query.js';
import { reviewQueue } from './review-queue/project.js';
import { queueList } from './review-queue/query.js';
import type { Row, Screen } from './screen.js';
import type { Rejection } from '#kernel';

export { COMPLIANCE_GROUPS, NONE, OUTCOMES, type ComplianceGroup, type Outcome } from './compliance/query.js';

export const SCREENS = [
  myCases,
  reviewQueue,
  register,
  deadlines,
  openRenewals,
  inspections,
  institutions,
  falseCommitments,
  revocations,
  compliance,
] as unknown as readonly Screen[];

const ENQUIRIES = {
  myCases: myCasesList,
  queue: queueList,
  register: registerList,
  inspections: inspectionsList,
  institutions: institutionsList,
  falseCommitments: falseCommitmentsList,
  revocations: revocationsList,
  compliance: complianceList,
  complianceCounts,
};

type Enquiries = typeof ENQUIRIES;
export type EnquiryName = keyof Enquiries;
type Asked<N extends EnquiryName> = Parameters<Enquiries[N]['answer']>[1];
type Answer<N extends EnquiryName> = Awaited<ReturnType<Enquiries[N]['answer']>>;

export type Answers = {
  readonly [N in EnquiryName]: (asked: Asked<N>, today: Today['today']) => Promise<Answer<N>>;
};

type AnyEnquiry = Enquiry<Row, PageRequest, unknown>;
const all = Object.entries(ENQUIRIES) as unknown as readonly (readonly [EnquiryName, AnyEnquiry])[];
export const ENQUIRY_NAMES: readonly EnquiryName[] = all.map(([name]) => name);

export type AnyTables = Kysely<Record<string, Row>>;

export function answersFrom(db: AnyTables, calendar: () => Today['calendar']): Answers {
  const answers = all.map(([name, { screen, answer }]) => {
    const rows = db.selectFrom(`${screen.table} as rows`) as unknown as RowsOf<Row>;
    return [name, (asked: PageRequest, today: Today['today']) => answer(rows, asked, { today, calendar: calendar() })];
  });
  return Object.fromEntries(answers) as Answers;
}

/** Why it cannot be asked like this: a page that is none of this list. */
export function enquiryProblem<N extends EnquiryName>(name: N, asked: Asked<N>): Rejection | undefined {
  const { order } = ENQUIRIES[name] as unknown as AnyEnquiry;
  return order && pageProblem(order(asked as PageRequest), asked as PageRequest);
}
