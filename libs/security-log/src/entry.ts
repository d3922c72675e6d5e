import { formatInstant, type Instant } from '#kernel';

/** What the log knows to say; docs/operations.md explains each. A word that stands in a file is never given another meaning. */
export const WHAT = [
  'start',
  'start-finding',
  'sign-in',
  'sign-out',
  'session-ended',
  'lock',
  'access-denied',
  'list-read',
  'engine-token',
  'account-taken-in',
  'account-made',
  'account-changed',
  'account-closed',
  'account-reopened',
  'roles-changed',
  'password-changed',
  'password-reset',
  'password-rehashed',
  'second-factor-set',
  'second-factor-removed',
  'second-factor-reset',
  'recovery-code-used',
  'recovery-codes-made',
  'change-not-carried-out',
  'approval-asked',
  'approval-given',
  'approval-refused',
  'takeover',
  'publication',
  'clock-confirmed',
] as const;
export type What = (typeof WHAT)[number];

export const OUTCOMES = ['success', 'failure'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** On the disk before the answer: who may do what, and what an auditor asks for first. */
export const LASTING: ReadonlySet<What> = new Set(WHAT.slice(WHAT.indexOf('account-taken-in')));

export interface Origin {
  readonly account?: string;
  readonly name?: string;
  /** The address, as far as the trusted proxies vouch for it. */
  readonly from?: string;
  readonly request?: string;
}

/** What nobody asked for over HTTP: first accounts, the command line, an upgrade. */
const THE_PROGRAM: Origin = { name: 'the program' };

export interface Entry {
  readonly what: What;
  readonly outcome?: Outcome;
  readonly by?: Origin;
  /** What it was done to: an account, a route, a certificate, a policy. */
  readonly on?: string;
  readonly code?: string;
  readonly more?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export type Line = Omit<Entry, 'by'> & Origin & { readonly at: string; readonly outcome: Outcome };

const MAX_TEXT = 200;

const clipped = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);
const clip = (_name: string, value: unknown): unknown => (typeof value === 'string' ? clipped(value) : value);

export function lineOf({ what, outcome = 'success', by = THE_PROGRAM, on, code, more }: Entry, at: Instant): Line {
  return {
    at: formatInstant(at),
    what,
    outcome,
    ...by,
    ...(on === undefined ? {} : { on }),
    ...(code === undefined ? {} : { code }),
    ...(more === undefined ? {} : { more }),
  };
}

/** What a terminal or an editor would obey or hide, JSON lets stand: it is escaped too. */
const UNSEEN = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** One line of JSON that no content can break out of. */
export const textOf = (line: object): string => `${JSON.stringify(line, clip).replace(UNSEEN, escaped)}\n`;
