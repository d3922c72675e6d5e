import type { Engine } from '#engine';
import type { OpenErrand } from '#event-store';
import { formatInstant, reject, type Instant, type Rejection } from '#kernel';

export interface ErrandLine {
  readonly id: string;
  readonly name: string;
  /** Type and stream of the event. */
  readonly after: string;
  readonly stream: string;
  /** The code of the rejection; `fault` where something broke. */
  readonly reason: string;
  readonly detail: string;
  readonly attempts: number;
  readonly since: string;
  readonly nextTry: string;
}

export interface ErrandTried {
  readonly id: string;
  readonly done: boolean;
  readonly reason: string | null;
  readonly detail: string | null;
}

/** What the engine could not do yet, the oldest first. */
export const createErrandQueries = ({ errands }: Pick<Engine, 'errands'>) => ({
  errands: async (): Promise<readonly ErrandLine[]> => (await errands.open()).map(lineOf),

  async retryErrand({ id }: { readonly id: string }): Promise<ErrandTried | Rejection> {
    const still = await errands.retry(id);
    if (still === false) return errandNotFound();
    return { id, done: still === undefined, reason: still?.reason ?? null, detail: still?.detail ?? null };
  },
});

const errandNotFound = () =>
  reject('errand-not-found', 'not-found', { zh: '没有这项待办事务，或者已经办结', en: 'There is no such errand, or it is done' });

const lineOf = ({ id, name, type, stream, reason, detail, attempts, since, nextTry }: OpenErrand): ErrandLine => ({
  ...{ id, name, after: type, stream, reason, detail, attempts },
  since: formatInstant(since),
  nextTry: formatInstant(nextTry as Instant),
});
