import { hash, hashRaw, parseOptions, verify } from '@node-rs/argon2';
import { hash as digest } from 'node:crypto';

// Argon2id and version 0x13 are the package's defaults; its const enums cannot be named under isolatedModules.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const ARGON2ID = 2;

/** Of a random password that nobody knows; unknown users are measured against it, so that they take the same time. */
export const DUMMY_HASH = '$argon2id$v=19$m=19456,t=2,p=1$Swww34VDO7GnLMbzvcbQ0w$k6Xb7Ctchr/4onfodUsItSgaLeEUaAflwUDJ5A1RlZ4';

// One person types a composed character, another the same one in two parts.
const canonical = (password: string): string => password.normalize('NFKC');

export const hashPassword = (password: string): Promise<string> => hash(canonical(password), PARAMETERS);

export const verifyPassword = (stored: string, password: string): Promise<boolean> => verify(stored, canonical(password));

/** The same for the same password about the same thing, as hard to undo as the hash that is stored. */
export async function markOf(password: string, about: string): Promise<string> {
  const salt = digest('sha256', about, 'buffer');
  return (await hashRaw(canonical(password), { ...PARAMETERS, salt })).toString('base64url');
}

export function isWeaker(stored: string): boolean {
  const { algorithm, memoryCost, timeCost, parallelism } = parseOptions(stored);
  return (
    (algorithm as number) !== ARGON2ID ||
    memoryCost < PARAMETERS.memoryCost ||
    timeCost < PARAMETERS.timeCost ||
    parallelism < PARAMETERS.parallelism
  );
}
