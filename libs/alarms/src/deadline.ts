import type { Instant } from '#kernel';

/** A legal limit that runs out at `dueAt` (epoch milliseconds) unless something happens. A change of the due day is a new version. */
export interface Deadline {
  readonly id: string;
  readonly version: number;
  readonly dueAt: Instant;
}

/** The record of deadlines: the only truth about what is due. Implemented by a read model. */
export interface DeadlineRecord {
  due(now: Instant, limit: number): Promise<readonly Deadline[]>;
  all(afterId: string | undefined, limit: number): Promise<readonly Deadline[]>;
}

export interface Clock {
  now(): Instant;
}

export interface Log {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

const FORBIDDEN = /[%:]/;

/**
 * The BullMQ job of one version of one deadline. Never the same for two versions: BullMQ ignores an id that it still holds.
 * BullMQ allows no ":" in an id, and no id that is a whole number.
 */
export const jobIdOf = ({ id, version }: Pick<Deadline, 'id' | 'version'>): string =>
  `${FORBIDDEN.test(id) ? id.replaceAll('%', '%25').replaceAll(':', '%3A') : id}-${version}`;

/** The way back; the job's data is the due instant. Undefined for a job that is none of ours. */
export function findDeadline(jobId: string | undefined, data: unknown): Deadline | undefined {
  const dash = jobId?.lastIndexOf('-') ?? -1;
  if (jobId === undefined || dash < 1 || typeof data !== 'number') return undefined;
  const version = Number(jobId.slice(dash + 1));
  return Number.isInteger(version) ? { id: plain(jobId.slice(0, dash)), version, dueAt: data as Instant } : undefined;
}

const plain = (id: string): string => id.replaceAll('%3A', ':').replaceAll('%25', '%');
