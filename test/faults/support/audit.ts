import { caseDecider, type CaseEvent, type CaseState } from '#case';
import { loadLaw, outsideId } from '#engine';
import type { RecordedEvent } from '#event-store';
import { certificateDecider, type CertificateEvent, type CertificateState } from '#issuance';
import type { Dated } from '#kernel';
import { isOpen } from '#law';
import { caseOf, deadlinesOf } from '#read-models';
import { answerIn, type History, type Operation } from './history.js';
import { readLog, rebuildScreens, type Log } from './log.js';

/** What is wrong with a log, by kind; empty lists where it is as it must be. */
export interface Findings {
  /** Answered with a success, but not in the log as answered. */
  readonly lost: readonly string[];
  /** In the log more than once, or without having been asked for. */
  readonly doubled: readonly string[];
  /** Streams whose events could not have followed on one another. */
  readonly contradictions: readonly string[];
  readonly gaps: readonly string[];
  readonly certificates: readonly string[];
  /** Rows of the screens that are not what the log says. */
  readonly screens: readonly string[];
  readonly deadlines: readonly string[];
  readonly integrity: readonly string[];
}

export const NOTHING_WRONG: Findings = {
  lost: [],
  doubled: [],
  contradictions: [],
  gaps: [],
  certificates: [],
  screens: [],
  deadlines: [],
  integrity: [],
};

/** The life of every case of the load; the engine adds CertificateReady by itself. Any log holds a beginning of it. */
const STORY = [
  'ApplicationReceived',
  'CorrectionRequested',
  'CorrectionSupplied',
  'ApplicationAccepted',
  'ReviewCommissioned',
  'ReviewConcluded',
  'QualificationGranted',
  'CertificateReady',
  'CertificateDelivered',
];

const law = loadLaw();
const { initial, evolve } = caseDecider(law);

/** Holds what clients were told against what a stopped server left on the disk. The screens are rebuilt in passing. */
export async function audit(dataDir: string, history: History): Promise<Findings> {
  const log = await readLog(dataDir);
  await rebuildScreens(dataDir);
  const rebuilt = await readLog(dataDir);
  const stored = [...log.streams.values()].flat();
  const keys = keysIn(history, new Set(stored.map(({ actor }) => actor.id)));
  const byCommand = new Map<string, RecordedEvent[]>();
  for (const event of stored) {
    const command = keys.get(event.causationId) ?? event.causationId;
    byCommand.set(command, [...(byCommand.get(command) ?? []), event]);
  }
  return {
    lost: history.acknowledged.flatMap((operation) => lostOf(operation, byCommand)),
    doubled: doubledIn(history, byCommand),
    contradictions: casesIn(log.streams).flatMap(([stream, events]) => contradictionsIn(stream, events)),
    gaps: [...log.streams].flatMap(([stream, events]) => (isGapless(events) ? [] : [`${stream}: ${revisionsOf(events)}`])),
    certificates: certificatesIn(log),
    screens: Object.keys(log.screens).flatMap((table) => differences(table, log.screens[table], rebuilt.screens[table])),
    deadlines: deadlinesIn(log),
    integrity: log.integrity === 'ok' ? [] : [String(log.integrity)],
  };
}

/** The id under which a command acts → the key under which it was sent. */
const keysIn = ({ operations }: History, people: ReadonlySet<string>): ReadonlyMap<string, string> =>
  new Map([...people].flatMap((id) => operations.map(({ commandId }) => [outsideId(id, commandId), commandId] as const)));

const casesIn = (streams: Log['streams']) => [...streams].filter(([stream]) => stream.startsWith('case-'));
const revisionsOf = (events: readonly RecordedEvent[]): string => events.map(({ revision }) => revision).join(' ');
const isGapless = (events: readonly RecordedEvent[]): boolean => events.every(({ revision }, index) => revision === index);

function lostOf({ command, commandId, ok = '' }: Operation, byCommand: ReadonlyMap<string, RecordedEvent[]>): string[] {
  const { caseId, revision, position, events } = answerIn(ok);
  const told = events.map((type, index) => `case-${caseId}/${revision - events.length + 1 + index} ${type}`);
  const kept = byCommand.get(commandId) ?? [];
  const there = kept.map((event) => `${event.stream}/${event.revision} ${event.type}`);
  const isThere = told.length > 0 && told.every((one) => there.includes(one)) && kept.at(-1)?.position === position;
  return isThere ? [] : [`${command} ${commandId}: told ${told.join()} at ${position}, found ${there.join() || 'nothing'}`];
}

function doubledIn(history: History, byCommand: ReadonlyMap<string, RecordedEvent[]>): string[] {
  const asked = new Map(history.operations.map((operation) => [operation.commandId, operation]));
  return [...byCommand].flatMap(([commandId, events]) => {
    const [first] = events;
    const types = events.map(({ type }) => type).join();
    if (first?.actor.role === 'engine') return events.length === 1 ? [] : [`${first.stream}: ${types} by one errand`];
    if (!asked.has(commandId)) return [`${first?.stream}: ${types} by ${commandId}, which nobody gave`];
    return events.length === 1 ? [] : [`${first?.stream}: ${types} by one ${asked.get(commandId)?.command}`];
  });
}

function contradictionsIn(stream: string, events: readonly RecordedEvent[]): string[] {
  const story = events.map(({ type }) => type);
  if (story.some((type, index) => type !== STORY[index])) return [`${stream}: ${story.join()}`];
  try {
    fold(events);
    return [];
  } catch (fault) {
    return [`${stream}: ${String(fault)}`];
  }
}

const fold = (events: readonly RecordedEvent[]): CaseState =>
  events.reduce<CaseState>((state, event) => evolve(state, event as unknown as Dated<CaseEvent>), initial);

const certificate = certificateDecider(law);
const foldCertificate = (events: readonly RecordedEvent[]): CertificateState =>
  events.reduce<CertificateState>(
    (state, event) => certificate.evolve(state, event as unknown as Dated<CertificateEvent>),
    certificate.initial,
  );

/** One certificate for each grant, told to its case; in each series the numbers 0001 to n. */
function certificatesIn({ streams }: Log): string[] {
  const wrong: string[] = [];
  const series = new Map<string, number[]>();
  const issuedTo = new Map<string, string[]>();
  for (const [stream, events] of streams) {
    if (!stream.startsWith('certificate-')) continue;
    const number = stream.slice('certificate-'.length);
    series.set(number.slice(0, 8), [...(series.get(number.slice(0, 8)) ?? []), Number(number.slice(8))]);
    const caseIds = events.map(({ data }) => (data as { caseId: string }).caseId);
    if (events.length !== 1) wrong.push(`${number} was issued ${events.length} times, to ${caseIds.join()}`);
    for (const caseId of caseIds) issuedTo.set(caseId, [...(issuedTo.get(caseId) ?? []), number]);
  }
  for (const [prefix, serials] of series) {
    const sorted = serials.sort((a, b) => a - b);
    if (sorted.some((serial, index) => serial !== index + 1)) wrong.push(`${prefix}: serials ${sorted.join(' ')}`);
  }
  for (const [stream, events] of casesIn(streams)) {
    const granted = events.some(({ type }) => type === 'QualificationGranted');
    const told = events.filter(({ type }) => type === 'CertificateReady').map(({ data }) => (data as { number: string }).number);
    const issued = issuedTo.get(stream.slice('case-'.length)) ?? [];
    if (issued.length !== (granted ? 1 : 0) || issued.join() !== told.join())
      wrong.push(`${stream}: granted ${granted}, issued ${issued.join() || 'none'}, told ${told.join() || 'none'}`);
  }
  return wrong;
}

/** Every limit that runs has its row, no other has one, and no open case is without. */
function deadlinesIn({ streams, screens }: Log): string[] {
  const states = casesIn(streams).map(([stream, events]) => ({ stream, state: fold(events) }));
  const certificates = [...streams]
    .filter(([stream]) => stream.startsWith('certificate-'))
    .map(([stream, events]) => ({ stream, state: foldCertificate(events) }));
  const expected = [...states, ...certificates].flatMap(({ stream, state }) => deadlinesOf(stream, state, law));
  const without = states.filter(
    ({ stream, state }) =>
      caseOf(state)?.file.clocks.some(isOpen) === true && !expected.some(({ id }) => id.startsWith(`${stream}/`)),
  );
  return [
    ...differences(
      'deadlines',
      screens['deadlines'],
      expected.sort((a, b) => (a.id < b.id ? -1 : 1)),
    ),
    ...without.map(({ stream }) => `${stream} is open without a deadline`),
  ];
}

function differences(table: string, found: readonly object[] = [], expected: readonly object[] = []): string[] {
  const [left, right] = [found, expected].map((rows) => new Set(rows.map((row) => JSON.stringify(row))));
  return [
    ...[...(left ?? [])].filter((row) => !right?.has(row)).map((row) => `${table}: unexpected ${row}`),
    ...[...(right ?? [])].filter((row) => !left?.has(row)).map((row) => `${table}: missing ${row}`),
  ];
}
