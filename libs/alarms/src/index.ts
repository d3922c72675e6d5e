export * from './alarms.js';
export type { Deadline, DeadlineRecord, Log } from './deadline.js';
export type { RedisTarget } from './redis-link.js';
export { findRedisServer } from './find-redis-server.js';
export { startPrivateRedis, type PrivateRedis } from './redis-child.js';
export { openWorkQueue, type WorkQueue } from './work-queue.js';
export { resolveRedis } from './resolve-redis.js';
