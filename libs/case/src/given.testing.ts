import { readdirSync, readFileSync } from 'node:fs';
import { ENGINE, instant, isRejection, type Actor, type Dated, type Instant } from '#kernel';
import { createPolicyBook, lawOf, lawOfRuns, parsePolicyPack, pinnedCalendar, pinnedPolicy, viewClocks, type Law } from '#law';
import { dated, outcomeOf } from '../../kernel/src/outcome.testing.js';
import { shippedCalendars } from '../../law/src/calendar/shipped.testing.js';
import {
  caseDecider,
  isOpenCase,
  rolesFor,
  type CaseCommand,
  type CaseCommands,
  type CaseEvent,
  type CaseEvents,
  type CaseState,
  type CommandName,
  type EventName,
  type OnRecord,
  type OpenCase,
} from './index.js';

const read = <T>(folder: string, parse: (json: unknown, file: string) => T): T[] => {
  const url = new URL(folder, import.meta.url);
  return readdirSync(url).map((file) => parse(JSON.parse(readFileSync(new URL(file, url), 'utf8')), file));
};

export const law: Law = lawOf(shippedCalendars, createPolicyBook(read('../../law/data/policy/packs/', parsePolicyPack)));
export const decider = caseDecider(law);

export { dated, rejectionOf } from '../../kernel/src/outcome.testing.js';

// People: one for each role, and some who make trouble

export const USCC = '91620102MA7ABCD12B';
export const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: USCC };
export const stranger: Actor = { id: 'stranger', role: 'applicant', uscc: '12620000438012348J' };
export const clerk: Actor = { id: 'clerk', role: 'clerk' };
export const reviewer: Actor = { id: 'reviewer', role: 'reviewer' };
/** In the team of the samples beside the reviewer. */
export const expert: Actor = { id: 'expert-2', role: 'reviewer' };
export const colleague: Actor = { id: 'colleague', role: 'reviewer' };
export const decisionMaker: Actor = { id: 'decision-maker', role: 'decision-maker' };
export const head: Actor = { id: 'head', role: 'head' };
export const PEOPLE: readonly Actor[] = [
  applicant,
  clerk,
  reviewer,
  decisionMaker,
  head,
  { id: 'supervisor', role: 'supervisor' },
  { id: 'admin', role: 'admin' },
  ENGINE,
];
export const byDefault = (command: CommandName): Actor => PEOPLE.find(({ role }) => rolesFor(command).includes(role)) ?? ENGINE;

/** `2026-03-02` is that day at 10:00; with a time of day, that time. Asia/Shanghai. */
export const time = (text: string): Instant => instant(text.includes('T') ? `${text}+08:00` : `${text}T10:00:00+08:00`);

export const on = <T extends EventName>(day: string, type: T, data: CaseEvents[T], by: Actor = reviewer): Dated<CaseEvent> =>
  ({ type, data, recordedAt: time(day), effectiveAt: time(day), actor: by }) as unknown as Dated<CaseEvent>;

export const fold = (events: readonly Dated<CaseEvent>[], from: CaseState = decider.initial): CaseState =>
  events.reduce((state, event) => decider.evolve(state, event), from);

interface Circumstances {
  /** A day or a time of day. */
  readonly at: string;
  readonly by?: Actor;
  readonly record?: OnRecord;
}

/** given(events).when(command).then(events), or .thenRejected(code, article). What was accepted is sent again: it must change nothing. */
export const given = (...events: readonly Dated<CaseEvent>[]) => {
  const before = fold(events);
  return {
    state: before,
    when: <T extends CommandName>(type: T, data: CaseCommands[T], { at, by = byDefault(type), record }: Circumstances) => {
      const command = { type, data, ...(record === undefined ? {} : { record }) } as CaseCommand;
      const context = { now: time(at), actor: by };
      const decision = decider.decide(command, before, context);
      const facts = isRejection(decision) ? [] : decision;
      const after = [...events, ...facts.map((event) => dated(event, context.now, by))];
      const state = fold(after);
      return {
        events: after,
        get file() {
          return openCase(state).file;
        },
        state,
        decision,
        ...outcomeOf(decision, () => decider.decide(command, state, context)),
      };
    },
  };
};

export function openCase(state: CaseState): OpenCase {
  if (!isOpenCase(state)) throw new Error('there is no case');
  return state;
}

export function clocksOf(state: CaseState, asOf: string) {
  const { file } = openCase(state);
  const views = viewClocks(
    file.clocks,
    pinnedPolicy(law, file.policy),
    pinnedCalendar(law, file),
    time(asOf),
    file.kind,
    lawOfRuns(law, file),
  );
  return Object.fromEntries(views.map((view) => [view.run === 1 ? view.limit : `${view.limit}/${view.run}`, view]));
}
