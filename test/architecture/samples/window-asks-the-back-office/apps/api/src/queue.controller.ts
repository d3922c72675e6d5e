import { queries } from './back-office/queries.js';
export const queue = queries;
