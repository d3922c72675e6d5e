import { ENGINE, nothing, type Fact, type LocalDate, type MessagesOf } from '#kernel';
import { expiries, notBefore, type Calendar, type Expiry } from '#law';
import { inspectionPart, type DefinitionsOf, type EventsOf, type InspectionContext } from './definition.js';
import { INSPECTION_STATUSES, type In, type InspectionState, type OpenInspection } from './state.js';
import { proposalOf, proposed, type VerdictEvents } from './verdict.js';

// Commands

export interface ExpiryCommands {
  /** The engine's own: an alarm woke up. It says nothing but "look at your clocks". */
  ExpireInspectionLimit: { readonly limit: string; readonly run: number; readonly version: number };
}

// Events

export interface ExpiryEvents {
  /** Verified too late (T51, T52): recorded; the certificate stays valid. */
  TimeLimitBreached: { readonly limit: string; readonly run: number; readonly due: LocalDate };
}

// Decide

type Caused = ExpiryEvents & Pick<VerdictEvents, 'RevocationProposed'>;
const { command, fact } = inspectionPart<ExpiryCommands, Caused>();

/**
 * A rectification that does not come in time leads to the proposed revocation of the certificate as a whole, for what was not put
 * right (评审准则19); every other overrun is a breach.
 */
function consequence({ limit, run, due, at: end, onExpiry }: Expiry, state: OpenInspection): Fact<MessagesOf<Caused>> {
  const ranOut = { limit, run, due };
  const at = notBefore(state.file, end);
  if (onExpiry !== 'propose-revocation') return { ...fact('TimeLimitBreached', ranOut), effectiveAt: at };
  const { items = [] } = state as Partial<In<'verification-rectification'>>;
  const reasons = items.length === 0 ? ['逾期未整改'] : items.map((item) => `逾期未整改：${item}`);
  return { ...proposed(proposalOf([], reasons), state.file, ranOut), effectiveAt: at };
}

/** What has run out by now, in the order in which it did; applied before every command. */
export function overdue(
  state: InspectionState,
  { now, policy }: InspectionContext,
  calendar: Calendar,
  evolve: (state: InspectionState, event: Fact<MessagesOf<Caused>>) => InspectionState,
): { state: InspectionState; events: Fact<MessagesOf<Caused>>[] } {
  const events: Fact<MessagesOf<Caused>>[] = [];
  let current = state;
  while (current.status !== 'none') {
    const next = expiries(current.file.clocks, policy, calendar)[0];
    if (next === undefined || next.at > now) break;
    const event = { ...consequence(next, current), actor: ENGINE };
    events.push(event);
    current = evolve(current, event);
  }
  return { state: current, events };
}

export const expiryCommands: DefinitionsOf<ExpiryCommands, Caused> = {
  ExpireInspectionLimit: command('ExpireInspectionLimit', {
    in: INSPECTION_STATUSES.filter((status) => status !== 'none'),
    by: ['engine'],
    decide: () => nothing,
  }),
};

// Evolve

export const expiryEvents: EventsOf<ExpiryEvents> = {
  TimeLimitBreached: (state) => state,
};
