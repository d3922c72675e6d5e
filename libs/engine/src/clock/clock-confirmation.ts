import {
  evolvedBy,
  isBlank,
  reject,
  wrongRole,
  type Actor,
  type Decider,
  type EventsOf,
  type Instant,
  type Rejection,
} from '#kernel';

import type { CommandRequest } from '#event-store';
import type { Known } from '../lookups.js';

export const CLOCK_STREAM = 'clock-machine';

// Commands

export interface ConfirmClock {
  readonly type: 'ConfirmClock';
  readonly data: {
    readonly reason: string;
    /** What the wall clock shows, added by the engine while that is in doubt. */
    readonly shows?: Instant;
  };
}

// Events

/** Somebody answers for the wall clock. The event bears the time that was believed until then. */
export interface ClockConfirmed {
  readonly type: 'ClockConfirmed';
  readonly data: {
    readonly before: Instant;
    readonly after: Instant;
    /** After less before. */
    readonly byMs: number;
    readonly reason: string;
  };
}

// State

export interface ClockState {
  readonly confirmed?: ClockConfirmed['data'];
}

// Decide

const admit = (_command: ConfirmClock, _state: ClockState, { role }: Actor): Rejection | undefined =>
  role === 'admin' ? undefined : wrongRole(['admin']);

export const clockDecider: Decider<ClockState, ConfirmClock, ClockConfirmed> = {
  initial: {},
  commands: ['ConfirmClock'],
  needs: { ConfirmClock: 'wall-clock' },
  admit,

  decide(command, state, { now, actor }) {
    const turnedAway = admit(command, state, actor);
    if (turnedAway !== undefined) return turnedAway;
    const { reason, shows } = command.data;
    if (isBlank(reason)) return reasonMissing();
    if (shows === undefined) return notInDoubt();
    return [{ type: 'ClockConfirmed', data: { before: now, after: shows, byMs: shows - now, reason } }];
  },

  evolve: (state, event) => evolvedBy(clockEvents, state, event),
};

// Evolve

export const clockEvents: EventsOf<{ ClockConfirmed: ClockConfirmed['data'] }, ClockState> = {
  ClockConfirmed: (_state, { data }) => ({ confirmed: data }),
};

/** What the wall clock shows while it is in doubt: whoever confirms it says why, and nothing else. */
export function completeConfirmation(request: CommandRequest, { clock }: Known): CommandRequest {
  const { reason } = request.command.data as ConfirmClock['data'];
  const shows = clock.doubt?.()?.shows;
  const data = { reason, ...(shows === undefined ? {} : { shows }) };
  return { ...request, command: { type: 'ConfirmClock', data } };
}

const reasonMissing = (): Rejection =>
  reject('clock-reason-missing', 'invalid', {
    zh: '确认时钟须说明理由',
    en: 'Whoever confirms the clock says why it is right',
    field: 'reason',
    allowed: ['a text'],
  });

const notInDoubt = (): Rejection =>
  reject('clock-not-in-doubt', 'conflict', {
    zh: '服务器的时钟没有疑问，无须确认',
    en: 'The clock of the server is not in doubt: there is nothing to confirm',
    allowed: ['confirm it while /ready says that the clock is suspicious'],
  });
