import { isClosed, isOpenCase, type CaseState } from '#case';
import { categoryOf, createMemoryStore, type EventStore, type StreamChange, type StreamName } from '#event-store';
import type { InspectionState, OpenInspection } from '#inspection';
import { isAlive, type Certificate } from '#issuance';
import type { Instant } from '#kernel';
import { isCounting, type Law } from '#law';
import { deadlinesOf, renewalOf, type Deadline } from '#read-models';
import { SimulatedClock } from './clock.js';
import { createEngine, type Engine, type EngineOptions } from '../engine.js';
import type { Lookups } from '../lookups.js';
import type { OpenStreams } from '../errands/errands.js';

export interface DueDeadlines {
  due(now: Instant, limit: number): Promise<readonly Deadline[]>;
}

/** Lets time pass up to `at`: every deadline on the way fires at its own instant, and the processes react before the next one. */
export async function advance(engine: Engine, clock: SimulatedClock, deadlines: DueDeadlines, at: Instant): Promise<void> {
  for (;;) {
    await settled(engine);
    const [next] = await deadlines.due(at, 1);
    if (next === undefined) break;
    if (next.dueAt > clock.now()) clock.set(next.dueAt);
    await engine.expire(next);
    const [same] = await deadlines.due(next.dueAt, 1);
    if (same?.id === next.id && same.version === next.version) throw new Error(`the deadline ${next.id} does not go away`);
  }
  if (at > clock.now()) clock.set(at);
}

/** Throws when the processes do not catch up: in a simulation nothing else runs, so they must. */
export async function settled(engine: Engine): Promise<void> {
  if (!(await engine.caughtUp(10_000))) throw new Error('the processes did not catch up');
}

export interface Simulation {
  readonly engine: Engine;
  readonly clock: SimulatedClock;
  advanceTo(at: Instant): Promise<void>;
}

export interface SimulationOptions extends Pick<EngineOptions, 'sources' | 'casesOf' | 'patience' | 'log' | 'definitions'> {
  readonly through?: (store: EventStore) => EventStore;
}

export function createSimulation(
  law: Law,
  start: Instant,
  { through = (store) => store, ...more }: SimulationOptions = {},
): Simulation {
  const clock = new SimulatedClock(start);
  const screens = memoryScreens();
  const engine = createEngine({
    ...more,
    law,
    clock,
    lookups: screens,
    openStreams: screens.openStreams,
    open: (states, book, decode) =>
      through(
        createMemoryStore({
          decode,
          onCommit: (events, readStream) => screens.apply(states.changes(events, readStream), book),
        }),
      ),
  });
  return { engine, clock, advanceTo: (at) => advance(engine, clock, screens, at) };
}

interface MemoryScreens extends DueDeadlines, Lookups {
  apply(changes: readonly StreamChange[], law: Law): void;
  readonly openStreams: OpenStreams;
}

/** What the engine needs of the screens: deadlines, open renewals, and who has a certificate. */
function memoryScreens(): MemoryScreens {
  const known = new Map<string, Deadline & { readonly certificate: string | null }>();
  const renewals = new Map<string, string>();
  const held = new Map<string, Map<string, Certificate>>();
  const open = new Set<StreamName>();
  return {
    openStreams: async (after = '', limit) =>
      [...open]
        .filter((stream) => stream > after)
        .sort()
        .slice(0, limit),
    apply(changes, law) {
      for (const { stream, before, after } of changes) {
        if (isWork(stream, after.state)) open.add(stream);
        else open.delete(stream);
        for (const { id } of deadlinesOf(stream, before.state, law)) known.delete(id);
        for (const { id, version, due_at, certificate } of deadlinesOf(stream, after.state, law)) {
          known.set(id, { id, version, dueAt: due_at as Instant, certificate });
        }
        if (categoryOf(stream) === 'case') note(after.state as CaseState);
        if (categoryOf(stream) === 'certificate') keep(after.state as Certificate);
      }
    },
    due: (now, limit) =>
      Promise.resolve(
        [...known.values()]
          .filter(({ dueAt, certificate }) => dueAt <= now && (certificate === null || !renewals.has(certificate)))
          .sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))
          .slice(0, limit),
      ),
    openRenewalOf: async (certificate) => renewals.get(certificate),
    hasCertificate: async (uscc) => held.has(uscc),
    heldUntil: async (uscc, field) =>
      [...(held.get(uscc)?.values() ?? [])]
        .filter((certificate) => certificate.field === field && isAlive(certificate))
        .map(({ validTo }) => validTo)
        .sort()
        .at(-1),
  };

  function keep(certificate: Certificate): void {
    const { uscc } = certificate.holder;
    held.set(uscc, (held.get(uscc) ?? new Map<string, Certificate>()).set(certificate.number, certificate));
  }

  function note(state: CaseState): void {
    const open = isOpenCase(state) ? state : undefined;
    const certificate = open && renewalOf(open);
    if (open === undefined) return;
    if (certificate !== undefined) renewals.set(certificate, open.file.caseId);
    else if (open.file.certificate !== undefined && renewals.get(open.file.certificate.number) === open.file.caseId)
      renewals.delete(open.file.certificate.number);
  }
}

function isWork(stream: StreamName, state: unknown): boolean {
  switch (categoryOf(stream)) {
    case 'case':
      return !isClosed(state as CaseState);
    case 'inspection':
      return (state as InspectionState).status !== 'none' && isCounting((state as OpenInspection).file);
    case 'certificate':
      return (state as Certificate).investigations?.open !== undefined;
    default:
      return false;
  }
}
