import type { EventStore } from '#event-store';

const SERIAL_DIGITS = 4;
const LAST = 9999;

/**
 * The next free serial of a certificate series. Serials are given without gaps and a number is free until its stream exists, so the
 * first free one is found by halving; the stream itself is the reservation, this is only where to try first.
 */
export function createSeries(store: EventStore) {
  const next = new Map<string, number>();

  const taken = async (prefix: string, serial: number): Promise<boolean> =>
    (await store.readStream(`certificate-${numberOf(prefix, serial)}`)).length > 0;

  async function firstFree(prefix: string): Promise<number> {
    let low = 1;
    let high = LAST + 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (await taken(prefix, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    /** The number to try, or undefined where the series is used up. */
    async candidate(prefix: string): Promise<string | undefined> {
      const serial = next.get(prefix) ?? (await firstFree(prefix));
      next.set(prefix, serial);
      return serial > LAST ? undefined : numberOf(prefix, serial);
    },
    /** This number has become a certificate, or turned out to be one already. Of two errands that tried it at once both say so. */
    used(number: string): void {
      const prefix = number.slice(0, -SERIAL_DIGITS);
      next.set(prefix, Math.max(next.get(prefix) ?? 1, Number(number.slice(-SERIAL_DIGITS)) + 1));
    },
  };
}

const numberOf = (prefix: string, serial: number): string => `${prefix}${String(serial).padStart(SERIAL_DIGITS, '0')}`;
