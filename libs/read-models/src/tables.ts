import type { DeadlineRow } from './deadlines/project.js';
import type { FalseCommitmentRow } from './false-commitments/project.js';
import type { InspectionRow } from './inspections/project.js';
import type { InstitutionRow } from './institutions/project.js';
import type { MyCaseRow } from './my-cases/project.js';
import type { OpenRenewalRow } from './open-renewals/project.js';
import type { RegisterRow } from './register/project.js';
import type { RevocationRow } from './revocations/project.js';
import type { QueueRow } from './review-queue/project.js';

/** The tables of the screens as Kysely sees them. */
export interface Tables {
  my_cases: MyCaseRow;
  review_queue: QueueRow;
  register: RegisterRow;
  deadlines: DeadlineRow;
  open_renewals: OpenRenewalRow;
  inspections: InspectionRow;
  institutions: InstitutionRow;
  false_commitments: FalseCommitmentRow;
  revocations: RevocationRow;
}
