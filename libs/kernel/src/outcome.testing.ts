import { datedIn, isRejection, type Actor, type Dated, type Decision, type Fact, type Instant, type Message } from './index.js';

type Expected<T extends string> =
  T | { readonly type: T; readonly data?: object; readonly effectiveAt?: Instant; readonly actor?: Actor };

export const dated = <E extends Message>(event: Fact<E>, now: Instant, actor: Actor): Dated<E> => datedIn(event, { now, actor });

export const rejectionOf = (decision: Decision<unknown>): string | undefined =>
  isRejection(decision) ? decision.code : undefined;

/** .then(events), or .thenRejected(code, article). What was accepted is sent `again`: it must change nothing. */
export const outcomeOf = <T extends string>(decision: Decision<{ readonly type: T }>, again: () => Decision<unknown>) => ({
  then: (...expected: readonly Expected<T>[]): void => {
    expect(rejectionOf(decision)).toBeUndefined();
    expect(decision).toMatchObject(expected.map((one) => (typeof one === 'string' ? { type: one } : one)));
    expect(decision).toHaveLength(expected.length);
    const second = again();
    expect(isRejection(second) || second.length === 0).toBe(true);
  },
  thenRejected: (code: string, ...basis: readonly string[]): void => {
    expect(rejectionOf(decision) ?? decision).toBe(code);
    if (!isRejection(decision)) return;
    expect(decision.basis).toEqual(expect.arrayContaining([...basis]));
    expect([decision.zh, decision.en]).not.toContain('');
  },
});
