import type { Instant, Role } from '#kernel';

/** A person who may sign in. Frozen: a change of roles makes a new one. */
export interface Account {
  readonly id: string;
  /** As typed at creation, in its canonical form: NFKC, lower case. */
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly uscc?: string;
  readonly disabled: boolean;
  /** The password was given by somebody else: nothing works before it is changed. */
  readonly mustChangePassword?: true;
  /** A code is asked for beside the password. */
  readonly secondFactor?: true;
  /** A second factor is obligatory and none is set: nothing works before it is. */
  readonly mustSetSecondFactor?: true;
}

export interface NewAccount {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly roles: readonly Role[];
  readonly uscc?: string;
}

export interface PreparedAccount extends Omit<NewAccount, 'password'> {
  readonly passwordHash: string;
  /** Good for one sign-in. */
  readonly initial: boolean;
}

/** An open session as its owner sees it; the token itself is known to the browser only. */
export interface SessionInfo {
  /** Names the session in a list; of no use for getting in. */
  readonly id: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
  /** The end that no use postpones. */
  readonly expiresAt: Instant;
}

export interface SignedIn {
  /** 256 random bits, base64url. Only its SHA-256 is stored. */
  readonly token: string;
  readonly account: Account;
  readonly expiresAt: Instant;
}

export interface Whence {
  /** The address, or the /64 of it: whose budget of failures is drawn on. None for what does not come over the network. */
  readonly network?: string;
  readonly device?: string;
}

export interface Admitted extends SignedIn {
  /** Opens nothing; sent with the next sign-in, the mistakes of strangers do not close this device out. */
  readonly device: string;
}
