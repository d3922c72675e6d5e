import type { Log } from './deadline.js';
import { findRedisServer } from './find-redis-server.js';
import { startPrivateRedis } from './redis-child.js';
import type { RedisTarget } from './redis-link.js';
import { messageOf } from './timing.js';

export interface ResolvedRedis {
  readonly kind: 'url' | 'private' | 'none';
  readonly connection?: RedisTarget;
  /** Ends what was started here; a Redis that was given is left alone. */
  stop(): Promise<void>;
  readonly line: string;
}

export interface ResolveRedisOptions {
  readonly url?: string | undefined;
  readonly dataDir: string;
  readonly binary?: string | undefined;
  readonly log?: Log | undefined;
}

const WITHOUT = 'time limits are kept by the 15 s sweep alone';

/** The Redis that was given, else a private one where redis-server is installed, else none. Never throws: Redis is a convenience. */
export async function resolveRedis({
  url,
  dataDir,
  binary = findRedisServer(),
  log,
}: ResolveRedisOptions): Promise<ResolvedRedis> {
  const nothing = async (): Promise<void> => undefined;
  if (url !== undefined && url !== '')
    return { kind: 'url', connection: url, stop: nothing, line: `Redis at ${withoutPassword(url)}` };
  if (binary === undefined) return { kind: 'none', stop: nothing, line: `no Redis: ${WITHOUT}` };
  try {
    const redis = await startPrivateRedis({ dataDir, binary, log });
    const line = `private Redis (process ${redis.pid}) on ${redis.connection.path}`;
    return { kind: 'private', connection: redis.connection, stop: () => redis.stop(), line };
  } catch (fault) {
    return { kind: 'none', stop: nothing, line: `no Redis (${messageOf(fault)}): ${WITHOUT}` };
  }
}

const withoutPassword = (url: string): string => url.replace(/\/\/[^@/]*@/, '//***@');
