export type { Account, NewAccount, PreparedAccount, SessionInfo, SignedIn, Whence } from './account.js';
export { APPROVAL_STATES, type Approval, type ApprovalState } from './approvals.js';
export { createIdentity, type Identity, type IdentityOptions } from './identity.js';
export { moveAccounts } from './move-accounts.js';
export { findIdentityDamage, openIdentity } from './open-identity.js';
export { accountUnknown, isLimited, passwordChangeDue, sessionUnknown, SIGN_IN_BUSY } from './rejections.js';
