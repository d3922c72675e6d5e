export type { Account, Admitted, NewAccount, PreparedAccount, SessionInfo, SignedIn, Whence } from './account.js';
export { asKept } from './accounts.js';
export { APPROVAL_STATES, type Approval, type ApprovalState, type Asking } from './approvals.js';
export { createIdentity, type Identity, type IdentityOptions, type SecondFactorRule } from './identity.js';
export { moveAccounts } from './move-accounts.js';
export { findIdentityDamage, openIdentity } from './open-identity.js';
export { accountUnknown, isLimited, passwordChangeDue, sessionUnknown, SIGN_IN_BUSY } from './rejections.js';
export { secondFactorDue, secondFactorNotSet, secondFactorOwn } from './second-factor-rejections.js';
export type { RecoveryCodes } from './second-factors.js';
