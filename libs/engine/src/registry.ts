import { caseDecider, caseEvents } from '#case';
import type { AnyDecider, Deciders, EventDefinition } from '#event-store';
import { inspectionDecider, inspectionEvents } from '#inspection';
import { institutionDecider, institutionEvents, sharedRecordEvents, sharedRecordsDecider } from '#institution';
import { certificateDecider, certificateEvents } from '#issuance';
import { shapesOf } from '#kernel';
import {
  calendarPublicationDecider,
  calendarPublicationEvents,
  policyPublicationDecider,
  policyPublicationEvents,
  type Law,
} from '#law';
import { clockDecider, clockEvents } from './clock/clock-confirmation.js';

interface Category {
  readonly events: Parameters<typeof shapesOf>[0];
  /** `shipped` is the law before anything was published. */
  readonly decider: (law: Law, shipped: Law) => unknown;
}

/** What the streams of each category are: which events they hold, and who decides on them. */
const CATEGORIES: Readonly<Record<string, Category>> = {
  case: { events: caseEvents, decider: caseDecider },
  certificate: { events: certificateEvents, decider: certificateDecider },
  inspection: { events: inspectionEvents, decider: inspectionDecider },
  institution: { events: institutionEvents, decider: institutionDecider },
  shared: { events: sharedRecordEvents, decider: sharedRecordsDecider },
  policy: { events: policyPublicationEvents, decider: (_law, { policies }) => policyPublicationDecider(policies) },
  calendar: { events: calendarPublicationEvents, decider: (_law, { calendars }) => calendarPublicationDecider(calendars) },
  clock: { events: clockEvents, decider: () => clockDecider },
};

export const decidersUnder = (law: Law, shipped: Law = law): Deciders =>
  Object.fromEntries(
    Object.entries(CATEGORIES).map(([category, { decider }]) => [category, decider(law, shipped) as AnyDecider]),
  );

/** How each event is stored, as the aggregates define it. Throws where two of them store one event in different shapes. */
export function definitionsIn(aggregates: readonly Category['events'][]): readonly EventDefinition[] {
  const definitions = new Map<string, EventDefinition>();
  for (const shape of aggregates.flatMap(shapesOf)) {
    const other = definitions.get(shape.type) ?? shape;
    if (other.version !== shape.version || other.upcast !== shape.upcast)
      throw new Error(`${shape.type} is stored in two shapes`);
    definitions.set(shape.type, other);
  }
  return [...definitions.values()];
}

export const EVENT_DEFINITIONS = definitionsIn(Object.values(CATEGORIES).map(({ events }) => events));

/** The command names of all deciders; each belongs to exactly one or the program does not start. */
export function commandOwners(deciders: Deciders): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const [category, decider] of Object.entries(deciders)) {
    for (const command of decider.commands) {
      const other = owners.get(command);
      if (other !== undefined) throw new Error(`the command ${command} has two handlers: ${other} and ${category}`);
      owners.set(command, category);
    }
  }
  return owners;
}
