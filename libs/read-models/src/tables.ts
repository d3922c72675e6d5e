import type { DeadlineRow } from './deadlines/project.js';
import type { InstitutionRow } from './institutions/project.js';
import type { OpenRenewalRow } from './open-renewals/project.js';
import type { RegisterRow } from './register/project.js';
import type { RevocationRow } from './revocations/project.js';

export interface Tables {
  register: RegisterRow;
  deadlines: DeadlineRow;
  open_renewals: OpenRenewalRow;
  institutions: InstitutionRow;
  revocations: RevocationRow;
}
