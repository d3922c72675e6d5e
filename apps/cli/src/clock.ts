import { post, TOKEN_WORDS, type Environment, type Outcome } from './server.js';
import { UsageError } from './usage-error.js';

export const CLOCK_USAGE = 'TOKEN=… npm run clock -- confirm --reason TEXT';

/** `confirm` has a running server believe its wall clock, for whoever the token belongs to. */
export async function clock([verb, option, reason, ...rest]: readonly string[], env: Environment): Promise<Outcome> {
  const { TOKEN: token } = env;
  const isWellFormed = verb === 'confirm' && option === '--reason' && rest.length === 0;
  if (!isWellFormed || reason === undefined) throw new UsageError(`usage: ${CLOCK_USAGE}`);
  if (token === undefined) throw new UsageError(`missing: ${TOKEN_WORDS}; usage: ${CLOCK_USAGE}`);
  return post('/api/clock/confirm', { reason }, token, env);
}
