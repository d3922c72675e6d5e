export * from './alarms.js';
export type { AlarmClock } from './buffer.js';
export type { Clock, Deadline, DeadlineRecord, Log } from './deadline.js';
export type { OnDue } from './firing.js';
export type { RedisTarget } from './redis-link.js';
export { findRedisServer } from './find-redis-server.js';
export { startPrivateRedis, type PrivateRedis } from './redis-child.js';
export { openWorkQueue, type WorkQueue, type WorkQueueOptions } from './work-queue.js';
export { resolveRedis, type ResolvedRedis } from './resolve-redis.js';
