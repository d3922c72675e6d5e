import type { LocalDate } from '#kernel';
import { dueDate, isOpen, isProvisionalDue, lawOfRuns, type Clocked, type Law, type Party } from '#law';

export interface NextDue {
  readonly limit: string;
  readonly due: LocalDate | null;
  /** Whether the day rests on a year whose holidays are not announced. */
  readonly provisional: boolean;
}

/** The limits of a case, a verification or an investigation that are open, the most pressing first and those that stand still last. */
export function openDues(file: Clocked, law: Law): (NextDue & { readonly party: Party })[] {
  const lawOf = lawOfRuns(law, file);
  return file.clocks
    .filter((run) => isOpen(run) && run.anchor === undefined)
    .map((run) => {
      const { policy, calendar } = lawOf(run);
      const rule = policy.limit(run.limit);
      const due = dueDate(run, rule, calendar);
      const provisional = isProvisionalDue(run, rule, calendar, due);
      return { limit: run.limit, due: due ?? null, provisional, party: rule.party };
    })
    .sort((a, b) => ((a.due ?? '9') < (b.due ?? '9') ? -1 : 1));
}
