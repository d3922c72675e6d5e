import { basename } from 'node:path';
import { DataFileError } from '#data-files';
import {
  createSimulation,
  dryRunCalendar,
  dryRunPolicy,
  hasRecord,
  loadLaw,
  openEmbedded,
  systemClock,
  type Engine,
} from '#engine';
import { isRejection } from '#kernel';
import { readJson } from './read-json.js';
import { post, pretty, TOKEN_WORDS, type Environment, type Outcome } from './server.js';
import { UsageError } from './usage-error.js';

export type Subject = 'policy' | 'calendar';

interface Options {
  readonly data?: string;
  readonly reason?: string;
  readonly reasons?: string;
}

export const PUBLICATION_USAGE = [
  'npm run policy|calendar -- check FILE [--data DIR] [--reasons FILE]',
  'TOKEN=… npm run policy|calendar -- publish FILE --reason TEXT [--reasons FILE]',
].join(' | ');

/** `check FILE` tells what publishing would mean; `publish FILE` has a running server do it, for whoever the token belongs to. */
export async function publication(
  subject: Subject,
  [verb, file, ...rest]: readonly string[],
  env: Environment,
): Promise<Outcome> {
  const options = optionsIn(rest);
  if (file === undefined || (verb !== 'check' && verb !== 'publish')) throw usage();
  const json = readJson(file);
  const reasons = options.reasons === undefined ? undefined : textsIn(options.reasons);
  return verb === 'check' ? check(subject, json, file, options.data, reasons) : publish(subject, json, options, reasons, env);
}

const usage = (): UsageError => new UsageError(`usage: ${PUBLICATION_USAGE}`);

function optionsIn(words: readonly string[]): Options {
  const known = ['data', 'reason', 'reasons'];
  const options: Record<string, string> = {};
  for (let i = 0; i < words.length; i += 2) {
    const [name = '', value] = [words[i]?.replace(/^--/, ''), words[i + 1]];
    if (!known.includes(name) || value === undefined) throw usage();
    options[name] = value;
  }
  return options;
}

function textsIn(file: string): Record<string, string> {
  const json = readJson(file);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new DataFileError(file, '$', 'must be an object');
  for (const [name, text] of Object.entries(json))
    if (typeof text !== 'string') throw new DataFileError(file, `$[${JSON.stringify(name)}]`, 'must be a text');
  return json as Record<string, string>;
}

/** Without a data folder against the shipped law alone; with one, whose server is stopped, also against what runs there. */
async function check(
  subject: Subject,
  json: unknown,
  file: string,
  data: string | undefined,
  reasons?: Record<string, string>,
): Promise<Outcome> {
  const engine = openEngine(data);
  try {
    const answer = await (subject === 'policy' ? dryRunPolicy(engine, json, reasons) : dryRunCalendar(engine, json));
    if (isRejection(answer)) {
      const path = `$${(answer.field ?? '').replace(/^(pack|year)/, '')}`;
      throw new DataFileError(basename(file), path, answer.en.replace(`${path}: `, ''));
    }
    return { out: pretty(answer), status: 'publishable' in answer && !answer.publishable ? 1 : 0 };
  } finally {
    await engine.close();
  }
}

function openEngine(data: string | undefined): Engine {
  const [law, clock] = [loadLaw(), systemClock()];
  if (data === undefined) return createSimulation(law, clock.now()).engine;
  if (!hasRecord(data)) throw new UsageError(`${data}: there is no event log here`);
  return openEmbedded({ law, clock, folder: data }).engine;
}

async function publish(
  subject: Subject,
  json: unknown,
  { reason }: Options,
  reasons: Record<string, string> | undefined,
  env: Environment,
): Promise<Outcome> {
  const { TOKEN: token } = env;
  const missing = [...(token === undefined ? [TOKEN_WORDS] : []), ...(reason === undefined ? ['--reason TEXT'] : [])];
  if (reason === undefined || token === undefined)
    throw new UsageError(`missing: ${missing.join(' and ')}; usage: ${PUBLICATION_USAGE}`);
  const path = subject === 'policy' ? '/api/policies' : '/api/calendars';
  const body = subject === 'policy' ? { pack: json, reason, ...(reasons && { reasons }) } : { year: json, reason };
  return post(path, body, token, env);
}
