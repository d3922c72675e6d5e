import type { Queue } from 'bullmq';
export const name = (queue: Queue) => queue.name;
