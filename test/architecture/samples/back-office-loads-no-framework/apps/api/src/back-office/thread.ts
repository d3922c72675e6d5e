import { limit } from '../paging.js';
export const thread = limit;
