export type Rate = number;
export const rate: Rate = 2;
export const tariff = (days: number): Rate => rate * days;
export const unasked = 1;
