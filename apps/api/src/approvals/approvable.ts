import type { Account, Identity } from '#identity';
import type { Rejection, Role } from '#kernel';
import type { Origin, What } from '#security-log';
import type { BackOffice } from '../back-office/back-office.js';
import type { Commands } from '../commands.js';
import type { Queries } from '../queries.js';

export interface Tools {
  readonly identity: Identity;
  readonly office: BackOffice;
  readonly commands: Commands;
  readonly queries: Queries;
}

export interface By {
  readonly requester: Account;
  /** The same for the security log. */
  readonly origin: Origin;
  readonly approvedBy?: Account;
  /** The command acts once under it. */
  readonly key: string;
  readonly approval?: string;
  readonly ifMatch?: number;
  readonly secret?: string;
}

/** A password that is to be set with a command: chosen by whoever gives it, or made by the server. */
export interface PasswordToSet {
  readonly typed?: string;
  readonly made?: string;
  /** Checks it, and answers what is stored. Throws Rejected. */
  readonly hash: () => Promise<string>;
}

/** A command that one administrator alone does not give where a second one is asked for. */
export interface Approvable<W extends object = object> {
  readonly name: string;
  /** Word of the security log for it, where no other line tells it. */
  readonly logged?: What;
  needsTwo(what: W, identity: Identity): boolean;
  /** Why somebody is not the one to agree to it, beside whoever asked. */
  mayNotApprove?(what: W, approver: Account): Rejection | undefined;
  /** What whoever holds the data folder gives in its place, where nobody is left to agree. */
  wayOut?(what: W): string;
  /** Throws Rejected where it could not be given now; false where it would change nothing. */
  check(what: W, by: By, tools: Tools): Promise<boolean>;
  /** Throws Rejected. Under one key, or one approval, it acts once. */
  run(what: W, by: By, tools: Tools): Promise<object>;
}

/** Who decides, who oversees, who makes accounts. Whoever takes in or reviews prepares what one of these decides. */
const POWERS: readonly Role[] = ['decision-maker', 'head', 'supervisor', 'admin'];

export const hasPower = (roles: readonly Role[]): boolean => roles.some((role) => POWERS.includes(role));

/** Whether somebody would be given power that they have not got. */
export const gainsPower = (before: readonly Role[], after: readonly Role[]): boolean =>
  hasPower(after.filter((role) => !before.includes(role)));
