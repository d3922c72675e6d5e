import { CALENDAR_STREAM, POLICY_STREAM } from '#law';
import { engineCommand } from '../approvals/engine-command.js';

export interface PolicyFile {
  readonly pack: object;
  readonly reason: string;
  readonly reasons?: Readonly<Record<string, string>>;
}

export interface CalendarFile {
  readonly year: object;
  readonly reason: string;
}

/** The answer says what is on record, for the same file sent again too. */
export const PUBLISH_POLICY = engineCommand<PolicyFile>({
  name: 'PublishPolicy',
  logged: 'publication',
  stream: () => POLICY_STREAM,
  answer: async ({ pack }, { revision, position }, { queries }) => ({
    ...(await queries.ask('publishedPolicy', { pack })),
    ...{ revision, position },
  }),
});

export const PUBLISH_CALENDAR = engineCommand<CalendarFile>({
  name: 'PublishCalendar',
  logged: 'publication',
  stream: () => CALENDAR_STREAM,
  answer: async ({ year }, { revision, position }, { queries }) => ({
    ...(await queries.ask('publishedCalendar', { year })),
    ...{ revision, position },
  }),
});
