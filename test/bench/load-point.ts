import { setTimeout as wait } from 'node:timers/promises';
import { Lane, type LaneOptions, type OnAnswer } from './lane.js';

export interface PointRequest {
  readonly concurrency: number;
  readonly warmUpMs: number;
  readonly measuredMs: number;
}

/** What came in within the measured time. */
export interface PointSamples {
  readonly measuredMs: number;
  /** Milliseconds from sending to answer, by command. */
  readonly samples: Readonly<Record<string, readonly number[]>>;
  /** All cases ever done, those of warm-ups and tails too. */
  readonly casesEver: number;
  readonly errors: number;
  readonly firstError?: string;
}

const SPREAD_MS = 500;

/** Closed loop: each lane sends its next command when the last one is answered. `onWindow` tells when measuring begins and ends. */
export async function runPoint(
  lanes: readonly Lane[],
  { concurrency, warmUpMs, measuredMs }: PointRequest,
  onWindow: (edge: 'begin' | 'end') => void,
): Promise<PointSamples> {
  const from = performance.now() + warmUpMs;
  const until = from + measuredMs;
  const samples: Record<string, number[]> = {};
  const faults: unknown[] = [];
  const timers = [setTimeout(() => onWindow('begin'), warmUpMs), setTimeout(() => onWindow('end'), warmUpMs + measuredMs)];

  const goOn = (): boolean => faults.length === 0 && performance.now() < until;
  const onAnswer: OnAnswer = (command, sentAt, answeredAt) => {
    if (answeredAt >= from && answeredAt < until) (samples[command] ??= []).push(answeredAt - sentAt);
  };
  // An office has cases in every stage at once: lanes that began together would move in step, all submitting in the same moment.
  const spreadMs = Math.min(SPREAD_MS, warmUpMs);
  const work = lanes.slice(0, concurrency).map(async (lane, index) => {
    await wait((index * spreadMs) / concurrency);
    await lane.run(goOn, onAnswer).catch((fault: unknown) => faults.push(fault));
  });
  await Promise.all(work);

  if (faults.length > 0) timers.forEach(clearTimeout);
  return {
    measuredMs,
    samples,
    casesEver: lanes.reduce((sum, { cases }) => sum + cases, 0),
    errors: faults.length,
    ...(faults.length === 0 ? {} : { firstError: messageOf(faults[0]) }),
  };
}

export const makeLanes = (options: readonly LaneOptions[]): Lane[] => options.map((one) => new Lane(one));

const messageOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));
