import { limit } from '#engine';
export { Length } from 'class-validator';
export const dto = limit;
