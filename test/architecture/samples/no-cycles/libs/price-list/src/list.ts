import type { Row } from './row.js';
export interface List {
  readonly rows: readonly Row[];
}
