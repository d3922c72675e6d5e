export type { List } from './list.js';
