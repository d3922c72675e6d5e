import type { OpenCase } from '#case';
import type { StreamChange } from '#event-store';
import type { Law } from '#law';
import { stepOf, type Step } from './turn.js';

export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/**
 * A screen kept as rows: named after what a person opens. `rows` says what the screen shows of one stream in one state; what it
 * no longer shows is what was shown before and is not any more. It never throws on a fact.
 */
export interface Screen<R extends Row = Row> {
  readonly table: string;
  /** Raised where only the meaning of a row changes: the screen is then rebuilt at start, as it is by itself with other columns. */
  readonly version: number;
  /** Column definitions in SQL, the first being the primary key. */
  readonly columns: Readonly<Record<keyof R & string, string>>;
  readonly indexes: readonly (readonly (keyof R & string)[])[];
  readonly streamOf: string;
  readonly showsAll?: boolean;
  readonly category: string | readonly string[];
  readonly rows: (shown: Shown, law: Law) => readonly R[];
}

/** A stream as it is to be shown. Where the case stands is worked out once for all screens. */
export interface Shown extends Pick<StreamChange, 'stream' | 'after' | 'events'> {
  readonly step: () => Step;
}

export function shownOf({ stream, after, events }: Omit<Shown, 'step'>, law: Law): Shown {
  let step: Step | undefined;
  return { stream, after, events, step: () => (step ??= stepOf(after.state as OpenCase, law)) };
}

export const keyColumn = (screen: Screen): string => {
  const [key] = Object.keys(screen.columns);
  if (key === undefined) throw new Error(`screen ${screen.table} has no columns`);
  return key;
};
