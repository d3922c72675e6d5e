import { readdirSync, readFileSync } from 'node:fs';
import { createCalendarBook, parseCalendarYear, parseLunarDays } from './index.js';

const DATA = new URL('../../data/calendar/', import.meta.url);
const LUNAR = 'lunar-days.json';
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, DATA), 'utf8'));

export const shippedYears = readdirSync(DATA)
  .filter((file) => file !== LUNAR)
  .sort()
  .map((file) => parseCalendarYear(json(file), `libs/law/data/calendar/${file}`));
export const shippedLunarDays = parseLunarDays(json(LUNAR), `libs/law/data/calendar/${LUNAR}`);
export const shippedCalendars = createCalendarBook(shippedYears, [], shippedLunarDays);
