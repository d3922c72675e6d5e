import type { CaseCommands } from './messages.js';

/** The commands as they are handed to the engine: what it adds to them itself is not asked for. */
export type GivenCommands = Omit<CaseCommands, 'SubmitApplication' | 'SignCommitment'> & {
  readonly SubmitApplication: Submission;
  readonly SignCommitment: Omit<CaseCommands['SignCommitment'], 'sha256'>;
};

/** Standing, certificate and body are those on record. */
export type Submission = Omit<CaseCommands['SubmitApplication'], 'standing' | 'certificate' | 'asTyped' | 'addressOnRecord'> & {
  readonly certificate?: { readonly number: string };
};
