import { Redis, type RedisOptions as AnyRedisOptions } from 'ioredis';
import { atMost } from './timing.js';

/** ioredis maps replies by this one option's type alone; it is left at its default. */
type RedisOptions = Omit<AnyRedisOptions, 'replyMapping'>;

/** redis://, rediss:// or unix:// URL, or ioredis options such as { path } or { host, port }. */
export type RedisTarget = string | RedisOptions;

const RECONNECT_MS = 1_000;
const ANSWER_MS = 3_000;
const HANG_UP_MS = 300;

/** Fails fast and keeps nothing for later: what cannot be sent now is dropped and re-armed from the record. */
export const producerOptions: RedisOptions = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: ANSWER_MS,
  connectTimeout: ANSWER_MS,
  disconnectTimeout: HANG_UP_MS,
  retryStrategy: reconnectDelay,
};

/** BullMQ's rule for workers: wait for Redis as long as it takes. `closing` ends the attempts. */
export const workerOptions = (closing: () => boolean): RedisOptions => ({
  maxRetriesPerRequest: null,
  connectTimeout: ANSWER_MS,
  disconnectTimeout: HANG_UP_MS,
  retryStrategy: (times) => (closing() ? null : reconnectDelay(times)),
});

function reconnectDelay(times: number): number {
  return Math.min(50 * 2 ** Math.min(times, 10), RECONNECT_MS);
}

export const connect = (target: RedisTarget, options: RedisOptions): Redis =>
  typeof target === 'string' ? new Redis(target, options) : new Redis({ ...target, ...options });

/** Resolves when nothing is left of the connection, even to a Redis that does not answer. */
export async function hangUp(client: Redis): Promise<void> {
  const { status } = client;
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
  client.disconnect();
  if (status !== 'end' && status !== 'reconnecting') await atMost(2 * HANG_UP_MS, ended);
}
