import type { List } from './list.js';
export interface Row {
  readonly of: List;
}
