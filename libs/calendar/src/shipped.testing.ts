import { readdirSync, readFileSync } from 'node:fs';
import { createCalendarBook, parseCalendarYear, parseLunarDays } from './index.js';

/** The shipped calendar, read without the engine. */
const DATA = new URL('../data/', import.meta.url);
const LUNAR = 'lunar-days.json';
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, DATA), 'utf8'));

export const shippedYears = readdirSync(DATA)
  .filter((file) => file !== LUNAR)
  .sort()
  .map((file) => parseCalendarYear(json(file), `libs/calendar/data/${file}`));
export const shippedLunarDays = parseLunarDays(json(LUNAR), `libs/calendar/data/${LUNAR}`);
export const shippedCalendars = createCalendarBook(shippedYears, [], shippedLunarDays);
