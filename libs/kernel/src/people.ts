import type { Role } from './roles.js';

export const CAPACITIES = {
  /** Reviews, or inspects. */
  assessor: ['reviewer'],
  /** Consents for the authority. */
  authority: ['decision-maker', 'head'],
  /** Presides over a hearing. */
  chair: ['clerk', 'reviewer', 'decision-maker', 'head', 'supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export type Capacity = keyof typeof CAPACITIES;

/** Somebody that a command names: by their account, which has their name, and the body it belongs to. */
interface Person {
  readonly id: string;
  readonly name?: string;
  readonly uscc?: string;
}

/** `chair` has `chairName` and `chairUscc` beside it, `consentOf` has `consentName` and `consentUscc`. */
export const besideOf = (field: string): string => field.replace(/Of$/, '');
type Beside<K> = K extends `${infer Start}Of` ? Start : K extends string ? K : never;

type NamesPeople<D, K extends keyof D> =
  NonNullable<D[K]> extends readonly Person[]
    ? K
    : NonNullable<D[K]> extends string
      ? `${Beside<K>}${'Name' | 'Uscc'}` extends keyof D
        ? K
        : never
      : never;

export type Names = Readonly<Record<string, Capacity | undefined>>;

export type NamesIn<D> = { readonly [K in keyof D as NamesPeople<D, K>]?: Capacity };
