import type { EventStore } from '#event-store';

const SERIAL_DIGITS = 4;
const LAST = 9999;

/**
 * The lowest serial from `from` on that is not taken; undefined where none is left. Numbers that were taken over stand anywhere in
 * the series: they are passed over, and nothing between them is lost.
 */
export function nextSerial(taken: ReadonlySet<number>, from = 1): number | undefined {
  for (let serial = from; serial <= LAST; serial += 1) if (!taken.has(serial)) return serial;
  return undefined;
}

interface Series {
  readonly taken: Set<number>;
  /** Nothing below it is free. */
  lowest: number;
}

/** The numbers of each certificate series. The streams of the certificates are the record; what is held here is read from them once. */
export function createSeries(store: Pick<EventStore, 'streamsFrom'>) {
  const known = new Map<string, Series>();

  async function read(prefix: string): Promise<Series> {
    const names = await store.streamsFrom(streamOf(prefix));
    const series = { taken: new Set(names.map((name) => Number(name.slice(streamOf(prefix).length)))), lowest: 1 };
    known.set(prefix, series);
    return series;
  }

  return {
    /** The number to try, or undefined where the series is used up. */
    async candidate(prefix: string): Promise<string | undefined> {
      const series = known.get(prefix) ?? (await read(prefix));
      const serial = nextSerial(series.taken, series.lowest);
      if (serial === undefined) return undefined;
      series.lowest = serial;
      return numberOf(prefix, serial);
    },
    /** This number has become a certificate, or turned out to be one already. */
    used(number: string): void {
      known.get(number.slice(0, -SERIAL_DIGITS))?.taken.add(Number(number.slice(-SERIAL_DIGITS)));
    },
  };
}

const streamOf = (prefix: string): string => `certificate-${prefix}`;
const numberOf = (prefix: string, serial: number): string => `${prefix}${String(serial).padStart(SERIAL_DIGITS, '0')}`;
