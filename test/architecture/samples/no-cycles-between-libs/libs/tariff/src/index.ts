import type { Price } from '#price-list';
export type Fee = Price;
