import type { FastifyInstance } from 'fastify';
import { HttpProblem } from './problem.js';

export const BODY_LIMIT = 1024 * 1024;
const MAX_DEPTH = 32;

/** JSON bodies, at most 32 levels deep; `__proto__` and `constructor` keys are refused by the parser. */
export function acceptJson(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (request, body, done) => {
    const text = body as string;
    if (text === '') return done(null, undefined);
    if (deeperThan(text, MAX_DEPTH)) {
      return done(
        new HttpProblem(
          400,
          'body-too-deep',
          `JSON 嵌套不得超过 ${MAX_DEPTH} 层`,
          `JSON may be nested ${MAX_DEPTH} levels deep at most`,
        ),
      );
    }
    return parse(request, text, done);
  });
}

/** Counts brackets outside of strings without building anything; a text with few brackets cannot be deep. */
function deeperThan(text: string, max: number): boolean {
  if (occurrences(text, '{', max) + occurrences(text, '[', max) <= max) return false;
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (quoted) {
      if (char === 92) i += 1;
      else if (char === 34) quoted = false;
    } else if (char === 34) quoted = true;
    else if (char === 123 || char === 91) {
      depth += 1;
      if (depth > max) return true;
    } else if (char === 125 || char === 93) depth -= 1;
  }
  return false;
}

/** How often a character occurs, counted no further than `max` + 1. */
function occurrences(text: string, char: string, max: number): number {
  let count = 0;
  for (let at = text.indexOf(char); at >= 0 && count <= max; at = text.indexOf(char, at + 1)) count += 1;
  return count;
}
