import { pinnedPolicy } from '#case';
import { ENGINE, type Fact } from '#kernel';
import { expiries, type Expiry } from '#time-limits';
import { fact, type CertificateContext, type CertificateEvent } from './definition.js';
import type { CertificateState } from './state.js';

/** Silence of the holder waives the statement; every other overrun of an investigation is a breach. */
function consequence({ limit, run, due, at, onExpiry }: Expiry): Fact<CertificateEvent> {
  const ranOut = { limit, run, due };
  const event = onExpiry === 'waive-statement' ? fact('StatementWaived', ranOut) : fact('TimeLimitBreached', ranOut);
  return { ...event, effectiveAt: at, actor: ENGINE };
}

/** The limits of an investigation that are running, the earliest first; none where nothing is investigated. */
export function investigationExpiries(state: CertificateState, law: CertificateContext['law']): Expiry[] {
  if (state.status === 'NONE' || state.investigations?.open === undefined) return [];
  const { clocks, policy } = state.investigations;
  return expiries(clocks, pinnedPolicy(law, policy), law.calendar);
}

/** What of an investigation has run out by now, in the order in which it did; applied before every command. */
export function overdue(
  state: CertificateState,
  { now, law }: CertificateContext,
  evolve: (state: CertificateState, event: Fact<CertificateEvent>) => CertificateState,
): { state: CertificateState; events: Fact<CertificateEvent>[] } {
  const events: Fact<CertificateEvent>[] = [];
  let current = state;
  for (;;) {
    const next = investigationExpiries(current, law)[0];
    if (next === undefined || next.at > now) return { state: current, events };
    const event = consequence(next);
    events.push(event);
    current = evolve(current, event);
  }
}
