import { accountUnknown, secondFactorNotSet, secondFactorOwn, type Account, type Identity } from '#identity';
import type { Role } from '#kernel';
import { gainsPower, hasPower, type Approvable } from '../approvals/approvable.js';
import { granted, Rejected } from '../http/problem.js';

export interface WantedAccount {
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly uscc?: string;
}

export interface OfAccount {
  readonly account: string;
  readonly username: string;
}

export function getAccount(identity: Pick<Identity, 'findAccountById'>, id: string): Account {
  const account = identity.findAccountById(id);
  if (account === undefined) throw new Rejected(accountUnknown());
  return account;
}

/** Its initial password has been checked and hashed beforehand; the days of it begin when the account is made. */
export const CREATE_ACCOUNT: Approvable<WantedAccount> = {
  name: 'CreateAccount',
  needsTwo: ({ roles }) => hasPower(roles),
  check: () => Promise.resolve(true),
  run: async (what, { secret = '', approval, origin }, { identity }) =>
    granted(identity.addAccount({ ...what, passwordHash: secret, initial: true }, approval, origin)),
};

export const SET_ROLES: Approvable<OfAccount & { readonly roles: readonly Role[] }> = {
  name: 'SetRoles',
  needsTwo: ({ account, roles }, identity) => gainsPower(getAccount(identity, account).roles, roles),
  async check({ account, roles }, _by, { identity }) {
    const fault = identity.findRolesFault(getAccount(identity, account), roles);
    if (fault !== undefined) throw new Rejected(fault);
    return true;
  },
  run: async ({ account, roles }, { origin }, { identity }) =>
    granted(identity.setRoles(getAccount(identity, account).username, roles, origin)),
};

/** An account with power that is opened again is power given. */
export const REOPEN_ACCOUNT: Approvable<OfAccount> = {
  name: 'ReopenAccount',
  needsTwo: ({ account }, identity) => hasPower(getAccount(identity, account).roles),
  check: async ({ account }, _by, { identity }) => getAccount(identity, account).disabled,
  run: async ({ account }, { origin }, { identity }) =>
    granted(identity.setDisabled(getAccount(identity, account).username, false, origin)),
};

const POWER_LASTS_MS = 30 * 86_400_000;

/** Taken away a while ago, power still counts: else one alone takes it away, takes the account over, and asks to have it given back. */
const hadPower = ({ account }: OfAccount, identity: Identity): boolean =>
  hasPower(identity.past.rolesWithin(getAccount(identity, account), POWER_LASTS_MS));

/** Whoever sets somebody's password can act as them, once. */
export const RESET_PASSWORD: Approvable<OfAccount> = {
  name: 'ResetPassword',
  needsTwo: hadPower,
  wayOut: ({ username }) => `npm run accounts -- reset ${username}`,
  check: () => Promise.resolve(true),
  run: async ({ account }, { secret = '', origin }, { identity }) =>
    granted(identity.replacePassword(getAccount(identity, account).username, secret, origin)),
};

/** For a device that is lost. Whoever asks for it or agrees to it vouches for somebody else. */
export const RESET_SECOND_FACTOR: Approvable<OfAccount> = {
  name: 'ResetSecondFactor',
  needsTwo: hadPower,
  mayNotApprove: ({ account }, approver) => (approver.id === account ? secondFactorOwn() : undefined),
  wayOut: ({ username }) => `npm run accounts -- reset-second-factor ${username}`,
  async check({ account }, { requester }, { identity }) {
    refuseOwn(account, requester);
    refuseNone(account, identity);
    return true;
  },
  /** What was agreed to and cut short is carried out again: then there is none any more. */
  async run({ account }, { requester, origin, approval }, { identity }) {
    refuseOwn(account, requester);
    if (approval === undefined) refuseNone(account, identity);
    return granted(identity.secondFactors.reset(getAccount(identity, account).username, origin));
  },
};

function refuseNone(account: string, identity: Identity): void {
  if (getAccount(identity, account).secondFactor !== true) throw new Rejected(secondFactorNotSet());
}

function refuseOwn(account: string, requester: Account): void {
  if (requester.id === account) throw new Rejected(secondFactorOwn());
}
