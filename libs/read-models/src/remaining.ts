import type { LocalDate } from '#kernel';
import type { Calendar } from '#law';

/** red: the limit is over; yellow: at most one working day is left; grey: the clock stands still. */
export type Colour = 'green' | 'yellow' | 'red' | 'grey';
export const COLOURS: readonly Colour[] = ['green', 'yellow', 'red', 'grey'];

const YELLOW_FROM = 1;

/** Working days left after today, the due day included; negative once the limit is over. */
export const remainingDays = (due: LocalDate, today: LocalDate, calendar: Calendar): number =>
  due >= today ? calendar.workingDaysBetween(today, due) : -Math.max(1, calendar.workingDaysBetween(due, today));

export function colourOf(due: LocalDate | null, today: LocalDate, calendar: Calendar): Colour {
  if (due === null) return 'grey';
  if (due < today) return 'red';
  return remainingDays(due, today, calendar) <= YELLOW_FROM ? 'yellow' : 'green';
}

/** The due days that give a colour today, as bounds that a query can compare with (inclusive). */
export function dueBounds(
  colour: Exclude<Colour, 'grey'>,
  today: LocalDate,
  calendar: Calendar,
): { from?: LocalDate; before?: LocalDate } {
  const greenFrom = firstGreen(today, calendar);
  if (colour === 'red') return { before: today };
  return colour === 'yellow' ? { from: today, before: greenFrom } : { from: greenFrom };
}

const firstGreen = (today: LocalDate, calendar: Calendar): LocalDate => calendar.addWorkingDays(today, YELLOW_FROM + 1);
