import type { HeldCertificate, Institution, Standing } from './state.js';

/** What the streams of the body and of its certificate say now; the engine reads them whenever a command is given to a case. */
export interface OnRecord {
  readonly institution?: KnownBody;
  readonly standing?: Standing;
  readonly certificate?: HeldCertificate;
  readonly holdsField?: boolean;
}

export type KnownBody = Partial<Pick<Institution, 'name' | 'address' | 'legalRepresentative'>>;
