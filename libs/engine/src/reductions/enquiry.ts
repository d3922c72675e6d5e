import { kindsOf, materialsFor, type CaseFile, type HeldMaterial, type SilentSource } from '#case';
import type { SourceAnswers } from '#five-reductions';
import { dateOf, findLocalDate, formatInstant, type Instant } from '#kernel';
import { ATTESTED_FACTS, type Policy } from '#law';
import type { Clock } from '../clock/clock.js';
import type { DataSource, SourceAnswer, SourceRequest } from './data-source.js';

export interface EnquiryOptions {
  /** Asked in this order, until one holds what is looked for. */
  readonly sources: readonly DataSource[];
  readonly clock: Clock;
  /** A source that takes longer is silent. */
  readonly patienceMs: number;
}

/** What an operator sees of a source. */
interface SourceStatus {
  readonly name: string;
  readonly materials: '*' | readonly string[];
  readonly held: number;
  readonly notHeld: number;
  readonly silent: number;
  readonly lastAnswerAt: string | null;
  /** Since when it has given no answer, and why not the last time; null while it answers. */
  readonly silentSince: string | null;
  readonly reason: string | null;
}

export interface SourcesStatus {
  /** The start of this program, which forgets the counters when it ends. */
  readonly since: string;
  readonly items: readonly SourceStatus[];
}

export interface Enquiry {
  /** Asks for everything on the list of the case that the applicant need not hand in. Throws only where `stop` was called meanwhile. */
  ask(file: CaseFile, policy: Policy): Promise<SourceAnswers>;
  status(): SourcesStatus;
  stop(): void;
}

interface Tally {
  held: number;
  notHeld: number;
  silent: number;
  lastAnswerAt?: Instant;
  silentSince?: Instant | undefined;
  reason?: string | undefined;
}

const LONGEST_TEXT = 200;

export function createEnquiry({ sources, clock, patienceMs }: EnquiryOptions): Enquiry {
  const underWay = new Set<AbortController>();
  let stopped = false;
  let since = clock.now();
  const tallies = new Map(sources.map(({ name }): [string, Tally] => [name, { held: 0, notHeld: 0, silent: 0 }]));

  async function askOne(source: DataSource, request: SourceRequest): Promise<SourceAnswer> {
    const answer = await bounded(source, request);
    // What was broken off because the program stops says nothing about the source.
    if (stopped) throw new Error('the enquiry was broken off');
    const now = clock.now();
    // The demonstration is told on a clock that begins before the start.
    if (now < since) since = now;
    count(tallies.get(source.name), answer, now);
    return answer;
  }

  async function bounded(source: DataSource, request: SourceRequest): Promise<SourceAnswer> {
    const enough = new AbortController();
    const timer = setTimeout(() => enough.abort(), patienceMs);
    underWay.add(enough);
    const late = new Promise<SourceAnswer>((resolve) => {
      enough.signal.addEventListener('abort', () => resolve({ outcome: 'silent', reason: `no answer within ${patienceMs} ms` }));
    });
    try {
      const fetched = Promise.resolve(source.fetch(request, enough.signal)).then((answer) => understood(answer, clock.now()));
      return await Promise.race([fetched, late]);
    } catch (fault) {
      return { outcome: 'silent', reason: short(fault instanceof Error ? fault.message : String(fault)) };
    } finally {
      clearTimeout(timer);
      underWay.delete(enough);
    }
  }

  /** From one source to the next; silence of an earlier one stays on record where a later one helps out. */
  async function askFor(request: SourceRequest): Promise<{ held?: HeldMaterial; silent: SilentSource[] }> {
    const { material } = request;
    const silent: SilentSource[] = [];
    for (const source of sources.filter(({ materials }) => materials === '*' || materials.includes(material))) {
      const answer = await askOne(source, request);
      if (answer.outcome === 'silent') silent.push({ source: source.name, material, reason: answer.reason });
      if (answer.outcome !== 'held') continue;
      const { outcome: _held, ...rest } = answer;
      return { held: { material, source: source.name, ...rest }, silent };
    }
    return { silent };
  }

  return {
    async ask(file, policy) {
      const { uscc } = file.institution;
      const found = await Promise.all(lookedFor(file, policy).map((material) => askFor({ uscc, material, caseId: file.caseId })));
      return {
        held: found.flatMap(({ held }) => (held === undefined ? [] : [held])),
        silent: found.flatMap(({ silent }) => silent),
      };
    },
    status: () => ({
      since: formatInstant(since),
      items: sources.map(({ name, materials }) => {
        const { held = 0, notHeld = 0, silent = 0, lastAnswerAt, silentSince, reason } = tallies.get(name) ?? {};
        return {
          name,
          materials,
          ...{ held, notHeld, silent },
          lastAnswerAt: lastAnswerAt === undefined ? null : formatInstant(lastAnswerAt),
          silentSince: silentSince === undefined ? null : formatInstant(silentSince),
          reason: reason ?? null,
        };
      }),
    }),
    stop() {
      stopped = true;
      for (const one of underWay) one.abort();
    },
  };
}

/** What is shared and was not handed in, and what a machine would want confirmed, handed in or not. */
function lookedFor(file: CaseFile, policy: Policy): readonly string[] {
  const kinds = kindsOf(file);
  const shared = materialsFor(kinds, policy)
    .filter(({ id, requirement }) => requirement === 'S' && !file.materials.some(({ material }) => material === id))
    .map(({ id }) => id);
  const rules = kinds.map((kind) => policy.values.onTheSpot.value[kind]);
  const confirmed = rules.flatMap((rule) => (rule?.machineDecision === true ? rule.facts.map(({ material }) => material) : []));
  return [...new Set([...shared, ...confirmed])];
}

/** What comes from outside is believed only where it has the shape of an answer; what is over is no longer held. */
function understood(answer: unknown, now: Instant): SourceAnswer {
  if (typeof answer !== 'object' || answer === null) return nonsense('nothing');
  const { outcome, reference, fetchedAt, validUntil, attests, reason } = answer as Record<string, unknown>;
  if (outcome === 'not-held') return { outcome };
  if (outcome === 'silent')
    return { outcome, reason: short(typeof reason === 'string' && reason !== '' ? reason : 'no reason given') };
  if (outcome !== 'held') return nonsense('no outcome');
  if (typeof reference !== 'string' || reference === '' || reference.length > LONGEST_TEXT) return nonsense('no reference');
  if (typeof fetchedAt !== 'number' || !Number.isFinite(fetchedAt)) return nonsense('no time');
  const until = typeof validUntil === 'string' ? findLocalDate(validUntil) : undefined;
  if (validUntil !== undefined && until === undefined) return nonsense('no day');
  if (until !== undefined && until < dateOf(now)) return { outcome: 'not-held' };
  const known = ATTESTED_FACTS.flatMap((fact) => {
    const text = (attests as Record<string, unknown> | undefined)?.[fact];
    return typeof text === 'string' && text !== '' && text.length <= LONGEST_TEXT ? [[fact, text] as const] : [];
  });
  return {
    outcome,
    reference,
    fetchedAt: fetchedAt as Instant,
    ...(until === undefined ? {} : { validUntil: until }),
    ...(known.length === 0 ? {} : { attests: Object.fromEntries(known) }),
  };
}

const nonsense = (what: string): SourceAnswer => ({ outcome: 'silent', reason: `the answer cannot be used: ${what}` });
const short = (text: string): string => text.slice(0, LONGEST_TEXT);

function count(tally: Tally | undefined, answer: SourceAnswer, now: Instant): void {
  if (tally === undefined) return;
  if (answer.outcome === 'silent') {
    tally.silent += 1;
    tally.silentSince ??= now;
    tally.reason = answer.reason;
    return;
  }
  tally[answer.outcome === 'held' ? 'held' : 'notHeld'] += 1;
  tally.lastAnswerAt = now;
  tally.silentSince = undefined;
  tally.reason = undefined;
}
