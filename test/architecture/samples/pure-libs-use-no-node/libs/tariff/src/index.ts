import { randomInt } from 'node:crypto';
export const fee = randomInt(9);
