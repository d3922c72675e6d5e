import type { Engine } from '#engine';
import type { OpenErrand } from '#event-store';
import { formatInstant, reject, type Instant } from '#kernel';
import type { BackOffice, ErrandLine, Ready } from './back-office.js';

/** What the engine could not do yet, as the window tells it. */
export const createErrandQueries = ({ errands }: Pick<Engine, 'errands'>): Pick<BackOffice, 'errands' | 'retryErrand'> => ({
  errands: () => Promise.resolve(errands.open().map(lineOf)),
  async retryErrand({ id }) {
    const still = await errands.retry(id);
    if (still === false) return errandNotFound();
    return { id, done: still === undefined, reason: still?.reason ?? null, detail: still?.detail ?? null };
  },
});

export const errandsReady = (open: readonly OpenErrand[]): Ready['errands'] => ({
  open: open.length,
  oldest: open[0] === undefined ? null : formatInstant(open[0].since),
});

const errandNotFound = () =>
  reject('errand-not-found', 'not-found', { zh: '没有这项待办事务，或者已经办结', en: 'There is no such errand, or it is done' });

const lineOf = ({ id, name, type, stream, reason, detail, attempts, since, nextTry }: OpenErrand): ErrandLine => ({
  ...{ id, name, after: type, stream, reason, detail, attempts },
  since: formatInstant(since),
  nextTry: formatInstant(nextTry as Instant),
});
