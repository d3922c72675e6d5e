import type { Position } from './port.js';

const POSITION = /^[1-9]\d{0,15}$/;

/** Positions of the adapters here are the decimal number of the event in the log, from 1. */
export const positionOf = (number: number): Position => String(number);

/** 0 for "before the first event". Throws RangeError for a position that no store here gave. */
export function numberOf(position: Position | undefined): number {
  if (position === undefined) return 0;
  if (!POSITION.test(position)) throw new RangeError(`not a position of this store: ${position}`);
  return Number(position);
}

export const comparePositions = (a: Position, b: Position): number => numberOf(a) - numberOf(b);

/** Throws RangeError for a page size that is not a whole number of at least 1. */
export function checkLimit(limit: number): number {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`a page holds at least one event, not ${limit}`);
  return limit;
}
