import { FALSE_COMMITMENTS_ORDER } from './false-commitments/query.js';
import { INSPECTIONS_ORDER } from './inspections/query.js';
import { INSTITUTIONS_ORDER } from './institutions/query.js';
import { MY_CASES_ORDER } from './my-cases/query.js';
import { REGISTER_ORDER } from './register/query.js';
import { REVOCATIONS_ORDER } from './revocations/query.js';
import { queueOrder } from './review-queue/query.js';

/** How each list is ordered: a cursor of one fits no other. */
export const listOrders = {
  myCases: MY_CASES_ORDER,
  register: REGISTER_ORDER,
  inspections: INSPECTIONS_ORDER,
  institutions: INSTITUTIONS_ORDER,
  falseCommitments: FALSE_COMMITMENTS_ORDER,
  revocations: REVOCATIONS_ORDER,
  queue: queueOrder,
};
