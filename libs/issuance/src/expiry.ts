import { ENGINE, type Fact, type MessagesOf } from '#kernel';
import { expiries, notBefore, pinnedCalendar, pinnedPolicy, type Calendar, type Clocked, type Expiry, type Law } from '#law';
import { certificatePart, type CertificateContext } from './definition.js';
import type { RevocationEvents } from './revocation.js';
import type { CertificateState } from './state.js';

type RanOut = Pick<RevocationEvents, 'StatementWaived' | 'TimeLimitBreached'>;
const { fact } = certificatePart<object, RanOut>();

/** Silence of the holder waives the statement; every other overrun of an investigation is a breach. */
function consequence({ limit, run, due, at, onExpiry }: Expiry, file: Pick<Clocked, 'lawSince'>): Fact<MessagesOf<RanOut>> {
  const ranOut = { limit, run, due };
  const event = onExpiry === 'waive-statement' ? fact('StatementWaived', ranOut) : fact('TimeLimitBreached', ranOut);
  return { ...event, effectiveAt: notBefore(file, at), actor: ENGINE };
}

/** The limits of an investigation that are running, the earliest first; none where nothing is investigated. */
export function investigationExpiries(state: CertificateState, law: Law, counted?: Calendar): Expiry[] {
  if (state.status === 'NONE' || state.investigations?.open === undefined) return [];
  const { investigations } = state;
  const calendar = counted ?? pinnedCalendar(law, investigations);
  return expiries(investigations.clocks, pinnedPolicy(law, investigations.policy), calendar);
}

/** What of an investigation has run out by now, in the order in which it did; applied before every command. */
export function overdue(
  state: CertificateState,
  { now, law }: CertificateContext,
  calendar: Calendar,
  evolve: (state: CertificateState, event: Fact<MessagesOf<RanOut>>) => CertificateState,
): { state: CertificateState; events: Fact<MessagesOf<RanOut>>[] } {
  const events: Fact<MessagesOf<RanOut>>[] = [];
  let current = state;
  for (;;) {
    const next = investigationExpiries(current, law, calendar)[0];
    if (next === undefined || next.at > now) return { state: current, events };
    const event = consequence(next, current.status === 'NONE' ? {} : (current.investigations ?? {}));
    events.push(event);
    current = evolve(current, event);
  }
}
