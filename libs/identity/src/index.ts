export type { Account, NewAccount, SessionInfo, SignedIn } from './account.js';
export { createIdentity, type Identity, type IdentityOptions } from './identity.js';
export { moveAccounts } from './move-accounts.js';
export { findIdentityDamage, openIdentity } from './open-identity.js';
export { SIGN_IN_BUSY } from './rejections.js';
