import { join } from 'node:path';
import { systemClock } from '#engine';
import { openIdentity } from '#identity';
import { isRejection } from '#kernel';
import { percentiles } from './percentiles.js';
import { remove, temporaryFolder } from './sandbox.js';

/** Medians. Who guesses must not learn from the time whether a user exists, so the first two belong together. */
export interface SignInTimes {
  readonly wrongMs: number;
  readonly unknownMs: number;
  /** Microseconds to find out whose token comes with a request. */
  readonly recogniseUs: number;
}

const PASSWORD = 'lüzhou ferry at dawn';
const GUESSES = 40;
const LOOKS = 20_000;

export async function measureSignIn(): Promise<SignInTimes> {
  const folder = temporaryFolder('sign-in');
  const identity = openIdentity({ file: join(folder, 'identity.sqlite'), clock: systemClock() });
  const names = Array.from({ length: GUESSES }, (_, n) => `clerk-${n}`);
  for (const username of names) {
    const made = await identity.createAccount({ username, displayName: username, password: PASSWORD, roles: ['clerk'] });
    if (isRejection(made)) throw new Error(made.en);
  }
  const session = await identity.signIn('clerk-0', PASSWORD);
  if (isRejection(session)) throw new Error(session.en);
  const timed = async (act: () => unknown): Promise<number> => {
    const begun = performance.now();
    await act();
    return performance.now() - begun;
  };
  const wrong: number[] = [];
  const unknown: number[] = [];
  for (const name of names) {
    wrong.push(await timed(() => identity.signIn(name, 'not it')));
    unknown.push(await timed(() => identity.signIn(`not-${name}`, 'not it')));
  }
  const looks = await timed(() => {
    for (let n = 0; n < LOOKS; n += 1) identity.authenticate(session.token);
  });
  identity.close();
  remove(folder);
  return {
    wrongMs: percentiles(wrong).p50Ms,
    unknownMs: percentiles(unknown).p50Ms,
    recogniseUs: Math.round((looks / LOOKS) * 10_000) / 10,
  };
}
