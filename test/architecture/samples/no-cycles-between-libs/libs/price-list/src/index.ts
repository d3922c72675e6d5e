import type { Fee } from '#tariff';
export type Price = Fee | number;
