import type { Checkpoints, EventsOf, EventStore, Position, RecordedEvent } from '#event-store';
import type { Errand, Process, ProcessEvent } from '#processes';
import type { Errands } from './errands.js';

/** A checkpoint: up to here everything that was called for is done, or on the list. */
const SEARCHED = 'owed-searched';

/** What is reported back to its own stream once it is carried out. */
const REPORTED = {
  types: ['QualificationGranted', 'RenewalDeemedGranted'],
  by: 'CertificateReady',
};
/** Called for in the course of what is reported: found by following it. */
const FOLLOWING = ['CertificateIssued', 'CertificateRenewed', 'CertificateAmended', 'CertificateCancelled'];

export interface OwedOptions {
  readonly processes: readonly Process[];
  readonly store: EventStore & { readonly eventsOf?: EventsOf };
  readonly checkpoints: Checkpoints;
  readonly errands: Pick<Errands, 'see' | 'traceOf'>;
}

/**
 * Looks once through what the processes have passed, for errands that left no trace: lost by an older program. They are done now, or
 * put on the list. Resolves with how many there were; what comes later is seen to as it comes.
 */
export async function searchOwed({ processes, store, checkpoints, errands }: OwedOptions): Promise<number> {
  const places = await Promise.all(processes.map(({ name }) => checkpoints.find(name)));
  const upTo = places.reduce((least, one) => (least === undefined || one === undefined ? undefined : earlier(store, one, least)));
  const after = await checkpoints.find(SEARCHED);
  if (store.eventsOf === undefined || upTo === undefined) return 0;
  if (after !== undefined && store.comparePositions(after, upTo) >= 0) return 0;
  const apart = new Set([...REPORTED.types, ...FOLLOWING]);
  const types = [...new Set<string>(processes.flatMap(({ on }) => on))].filter((type) => !apart.has(type));
  const called = [
    ...(await store.eventsOf({ types: REPORTED.types, after, upTo, unlessFollowedBy: REPORTED.by, orIf: changesFacts })),
    ...(await store.eventsOf({ types, after, upTo })),
  ];
  let found = 0;
  for (const event of called) found += await owedAfter(event, processes, errands);
  await checkpoints.save(SEARCHED, upTo);
  return found;
}

async function owedAfter(event: RecordedEvent, processes: readonly Process[], errands: OwedOptions['errands']): Promise<number> {
  let found = 0;
  for (const errand of errandsAfter(event, processes)) {
    const trace = await errands.traceOf(event, errand);
    if (trace === 'listed') continue;
    if (trace !== undefined) found += await owedAfter(trace, processes, errands);
    else if (!(await errands.see(event, errand))) throw new Error('the program stops');
    else if ((await errands.traceOf(event, errand)) !== undefined) found += 1;
  }
  return found;
}

const errandsAfter = (event: RecordedEvent, processes: readonly Process[]): readonly Errand[] =>
  processes
    .filter(({ on }) => (on as readonly string[]).includes(event.type))
    .flatMap((process) => process.react(event as unknown as ProcessEvent));

/** A grant that changes facts of the body too is not done with its certificate. */
function changesFacts(recorded: RecordedEvent): boolean {
  const event = recorded as unknown as ProcessEvent;
  return event.type === 'QualificationGranted' && event.data.certificate?.action === 'amend';
}

const earlier = ({ comparePositions }: EventStore, one: Position, other: Position): Position =>
  comparePositions(one, other) < 0 ? one : other;
