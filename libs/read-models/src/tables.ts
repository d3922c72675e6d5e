import type { DeadlineRow } from './deadlines/project.js';
import type { MyCaseRow } from './my-cases/project.js';
import type { RegisterRow } from './register/project.js';
import type { QueueRow } from './review-queue/project.js';

/** The tables of the screens as Kysely sees them. */
export interface Tables {
  my_cases: MyCaseRow;
  review_queue: QueueRow;
  register: RegisterRow;
  deadlines: DeadlineRow;
}
