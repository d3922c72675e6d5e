import type { Process } from './process.js';

/** Category of streams with clocks → the command that lets it look whether its days have changed. */
const OCCASIONS = {
  case: 'ApplyCalendar',
  inspection: 'ApplyInspectionCalendar',
  certificate: 'ApplyCertificateCalendar',
} as const;

/** A published calendar → every open stream with clocks (许可法82: limits count the official working days). */
export const publishedCalendar: Process = {
  name: 'published-calendar',
  begins: 'beginning',
  on: ['CalendarPublished'],

  react(event) {
    if (event.type !== 'CalendarPublished') return [];
    const { calendar } = event.data;
    return [
      {
        name: 'apply-calendar',
        everyOpenStream: true,
        commandFor: (stream) => {
          const category = stream.slice(0, stream.indexOf('-'));
          return isOccasion(category) ? { type: OCCASIONS[category], data: { calendar } } : undefined;
        },
      },
    ];
  },
};

const isOccasion = (category: string): category is keyof typeof OCCASIONS => Object.hasOwn(OCCASIONS, category);
