import { findLocalDate, type LocalDate } from '#kernel';
import { HttpProblem } from './problem.js';

/** A day that exists. Throws HttpProblem for one of the right form that does not, such as 2026-02-30. */
export function realDay(text: string, field: string): LocalDate {
  const date = findLocalDate(text);
  if (date === undefined)
    throw new HttpProblem(400, 'date-impossible', `${text} 不是实际存在的日期`, `${text} is not a day of the calendar`, {
      field,
    });
  return date;
}
