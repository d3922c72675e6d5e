import { findInstant, type Instant, type Role } from '#kernel';
import type { RightsLine } from '#security-log';
import type { Account } from './account.js';

/** Somebody else gave an account another password, or took off its second factor. */
export interface Reset {
  readonly what: 'password-reset' | 'second-factor-reset';
  readonly at: Instant;
  /** User name. */
  readonly by?: string;
}

/** What the record of rights tells of an account beside how it is now; without a record only that. */
export function createPastRights(linesOf: (id: string) => readonly RightsLine[], now: () => Instant) {
  const timeOf = ({ at }: RightsLine): Instant => findInstant(at) ?? (0 as Instant);

  return {
    /** All that it held at any moment of so many milliseconds up to now. */
    rolesWithin({ id, roles }: Account, ms: number): readonly Role[] {
      const lines = linesOf(id);
      const held = lines.filter((_line, at) => lines.slice(at + 1, at + 2).every((next) => timeOf(next) >= now() - ms));
      return [...new Set([...roles, ...held.flatMap(({ rights }) => (rights?.roles ?? []) as readonly Role[])])];
    },

    resetsWithin: (id: string, ms: number): readonly Reset[] =>
      linesOf(id)
        .filter((line) => timeOf(line) >= now() - ms)
        .flatMap((line) => {
          const { what, name } = line;
          if (what !== 'password-reset' && what !== 'second-factor-reset') return [];
          return [{ what, at: timeOf(line), ...(name === undefined ? {} : { by: name }) }];
        }),
  };
}

export type PastRights = ReturnType<typeof createPastRights>;
