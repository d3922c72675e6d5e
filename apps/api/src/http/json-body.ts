import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { MOST_ENTRIES } from '#dto';
import { HttpProblem } from './problem.js';

export const BODY_LIMIT = 1024 * 1024;
const MAX_DEPTH = 32;
const MAX_ENTRIES = 1000;

/** For routes that take a whole file of law: such a body is read by its own schema, not field by field. */
export const A_FILE = { entries: 20_000 };

export const A_SCOPE = { entries: MOST_ENTRIES };

/** JSON bodies of at most 32 levels and 1,000 fields and list entries; `__proto__` keys are refused by the parser. */
export function acceptJson(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (request, body, done) => {
    const bytes = body as Buffer;
    if (!isUtf8(bytes)) return done(notUtf8());
    const text = bytes.toString('utf8');
    if (text === '') return done(null, undefined);
    const { entries = MAX_ENTRIES } = request.routeOptions.config as Partial<typeof A_FILE>;
    const excess = excessOf(text, entries);
    if (excess === 'depth') {
      return done(
        new HttpProblem(
          400,
          'body-too-deep',
          `JSON 嵌套不得超过 ${MAX_DEPTH} 层`,
          `JSON may be nested ${MAX_DEPTH} levels deep at most`,
        ),
      );
    }
    if (excess === 'entries') return done(bodyTooLarge(entries));
    return parse(request, text, done);
  });
}

/** Bytes of another encoding would be stored as replacement characters. */
const notUtf8 = (): HttpProblem =>
  new HttpProblem(400, 'request-malformed', '请求内容应为 UTF-8 编码', 'The body must be encoded in UTF-8');

export const bodyTooLarge = (entries = MAX_ENTRIES): HttpProblem =>
  new HttpProblem(
    413,
    'body-too-large',
    `请求内容不得超过 1 MB 和 ${entries} 项`,
    `A body may have 1 MB and ${entries} fields and list entries at most`,
    { allowed: ['<= 1 MB', `<= ${entries} fields and list entries`] },
  );

/**
 * Counts brackets and commas outside of strings without building anything: checking a list of 100,000 wrong entries takes seconds
 * in which nobody else is served. A text with few of both is not looked at any closer.
 */
function excessOf(text: string, maxEntries: number): 'depth' | 'entries' | undefined {
  const brackets = occurrences(text, '{', MAX_DEPTH) + occurrences(text, '[', MAX_DEPTH);
  if (brackets <= MAX_DEPTH && occurrences(text, ',', maxEntries) < maxEntries) return undefined;
  let depth = 0;
  let entries = 1;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (quoted) {
      if (char === 92) i += 1;
      else if (char === 34) quoted = false;
    } else if (char === 34) quoted = true;
    else if (char === 123 || char === 91) {
      depth += 1;
      if (depth > MAX_DEPTH) return 'depth';
    } else if (char === 125 || char === 93) depth -= 1;
    else if (char === 44) entries += 1;
  }
  return entries > maxEntries ? 'entries' : undefined;
}

/** How often a character occurs, counted no further than `max` + 1. */
function occurrences(text: string, char: string, max: number): number {
  let count = 0;
  for (let at = text.indexOf(char); at >= 0 && count <= max; at = text.indexOf(char, at + 1)) count += 1;
  return count;
}
