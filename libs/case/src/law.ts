import type { Calendar } from '#calendar';
import type { Policy, PolicyBook } from '#policy';

/** The law as data: the calendar and the dated policy packs. Loaded once at start, passed to the deciders. */
export interface Law {
  readonly calendar: Calendar;
  readonly policies: PolicyBook;
}

/** The policy a case was received under. Throws for a label that no loaded pack can serve: a fault, never a guess. */
export const pinnedPolicy = (law: Law, label: string): Policy => law.policies.byLabel(label);
