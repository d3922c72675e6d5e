import { randomUUID } from 'node:crypto';
export const stamp = () => `${randomUUID()} ${Date.now()}`;
