import { isBlank, nothing } from '#kernel';
import type { Policy } from '#law';
import { casePart, type DefinitionsOf, type EventsOf } from '../definition.js';
import { APPLICANT_LIMITS } from '../file/limits.js';
import { OPEN_STATUSES, withFile, type CaseFile } from '../file/state.js';
import * as refuse from '../rejections.js';

// Commands

export interface DelayCommands {
  /** `run` left out: the last run of that limit that ran out. */
  ExplainDelay: { readonly limit: string; readonly run?: number; readonly reason: string };
}

// Events

export interface DelayEvents {
  /** Names the clock under `clock`: `limit` and `run` at the top of an event mean that it ran out just now. */
  DelayExplained: { readonly clock: { readonly limit: string; readonly run: number }; readonly reason: string };
}

// Decide

const { command, fact } = casePart<DelayCommands, DelayEvents>();

const named = ({ limit, run }: { limit: string; run: number }): string => `${limit}/${run}`;

/** The runs of the authority's and its experts' limits that ran out. */
const delaysOf = ({ clocks }: CaseFile, policy: Policy) =>
  clocks.filter((run) => run.expired !== undefined && policy.limit(run.limit).party !== 'applicant');

export const delayCommands: DefinitionsOf<DelayCommands, DelayEvents> = {
  /** What is not done in time is explained to the public (优化营商环境条例36). */
  ExplainDelay: command('ExplainDelay', {
    in: OPEN_STATUSES,
    by: ['clerk', 'decision-maker', 'head'],
    fits: ({ clocks, explained = [] }) =>
      clocks.some((run) => run.expired !== undefined && !APPLICANT_LIMITS.includes(run.limit) && !explained.includes(named(run))),
    decide: ({ limit, run, reason }, { file }, { policy }) => {
      const delays = delaysOf(file, policy);
      const delay = delays.findLast((one) => one.limit === limit && (run === undefined || one.run === run));
      if (delay === undefined) return refuse.nothingToExplain(delays.map(named));
      if ((file.explained ?? []).includes(named(delay))) return nothing;
      return isBlank(reason)
        ? refuse.delayReasonMissing()
        : [fact('DelayExplained', { clock: { limit, run: delay.run }, reason })];
    },
  }),
};

// Evolve

export const delayEvents: EventsOf<DelayEvents> = {
  DelayExplained: {
    papers: ['delay-explanation'],
    evolve: (state, { data }) =>
      withFile(state, { ...state.file, explained: [...(state.file.explained ?? []), named(data.clock)] }),
  },
};
