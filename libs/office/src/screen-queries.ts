import type { Engine } from '#engine';
import { dateOf, type Rejection } from '#kernel';
import { ENQUIRY_NAMES, enquiryProblem, type Answers, type EnquiryName, type ReadModels } from '#read-models';
import type { AtLeast, WhenSeen } from './seen.js';

export type ScreenQueries = {
  readonly [N in EnquiryName]: (
    asked: Parameters<Answers[N]>[0] & AtLeast,
  ) => Promise<Awaited<ReturnType<Answers[N]>> | Rejection>;
};

export function createScreenQueries({ clock }: Pick<Engine, 'clock'>, screens: ReadModels, whenSeen: WhenSeen): ScreenQueries {
  const queries = ENQUIRY_NAMES.map((name) => {
    const answer = async (asked: never): Promise<unknown> =>
      enquiryProblem(name, asked) ?? whenSeen(asked, async () => screens[name](asked, dateOf(clock.now())));
    return [name, answer] as const;
  });
  return Object.fromEntries(queries) as ScreenQueries;
}
