import type { Instant } from '#kernel';
import { Secret, TOTP } from 'otpauth';

/** What every authenticator app takes (RFC 6238): six digits of HMAC-SHA-1, a new code every 30 seconds. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 };
const ISSUER = '一窗一网';
/** Clocks of telephones differ: the code before and the one after are good too. */
const WINDOW = 1;

/** 160 random bits in base32, as they are typed into an app or shown in a picture. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

export const uriOf = (secret: string, username: string): string =>
  new TOTP({ ...FORM, issuer: ISSUER, label: username, secret: Secret.fromBase32(secret) }).toString();

/** The time step, counted from 1970, whose code this is; undefined where it is that of none about now. */
export function stepOf(secret: string, code: string, now: Instant): number | undefined {
  const delta = TOTP.validate({ ...FORM, secret: Secret.fromBase32(secret), token: code, timestamp: now, window: WINDOW });
  return delta === null ? undefined : TOTP.counter({ period: FORM.period, timestamp: now }) + delta;
}
