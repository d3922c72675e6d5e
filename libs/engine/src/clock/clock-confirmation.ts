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

/** The one stream of what was said about the machine's clock. */
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
