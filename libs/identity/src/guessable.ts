import { projectRoot } from '#engine';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is left of a password besides words that anybody would try must be at least so long. */
const LEAST_OF_ITS_OWN = 5;
/** A shorter part of a name is no clue. */
const LEAST_OF_A_NAME = 3;

const LEET: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b' },
  ...{ '@': 'a', $: 's', '!': 'l', '|': 'l', '+': 't' },
};

const YEAR = /(?:19|20)\d\d/g;
const EDGE = /^[^\p{L}]+|[^\p{L}]+$/gu;
const BETWEEN = /[\s\p{P}\p{S}]+/gu;

const lower = (text: string): string => text.normalize('NFKC').toLowerCase();
const plain = (text: string): string =>
  Array.from(text, (one) => LEET[one] ?? one)
    .join('')
    .replace(BETWEEN, '');

/** A password as a guesser thinks of it: without years, without digits and signs at its ends, signs read as letters. */
const baseOf = (password: string): string => plain(lower(password).replace(YEAR, '').replace(EDGE, ''));

interface Words {
  readonly common: ReadonlySet<string>;
  readonly local: RegExp;
}

let loaded: Words | undefined;

/** Read once, when first asked for. */
function words(): Words {
  loaded ??= {
    common: new Set(linesOf('common-passwords.txt').flatMap((one) => [plain(one), baseOf(one)])),
    local: anyOf(linesOf('local-words.txt').map(plain)),
  };
  return loaded;
}

function linesOf(name: string): string[] {
  const text = readFileSync(join(projectRoot(), 'libs', 'identity', 'data', name), 'utf8');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** The longest first, so that no word leaves half of another behind. */
function anyOf(list: readonly string[]): RegExp {
  const sorted = [...list].sort((a, b) => b.length - a.length);
  return new RegExp(sorted.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('|'), 'gu');
}

/** Digits alone are a date, a telephone number or a row of keys. */
const isNumber = (password: string): boolean => !/\p{L}/u.test(password);

/** One piece told again and again. */
const isRepeated = (base: string): boolean => /^(.{1,8}?)\1+$/u.test(base);

/**
 * Whether it is one of the commonest passwords, or made of what anybody here would try: office, place, pinyin, keyboard, and the names
 * of the account itself.
 */
export function isCommonPassword(password: string, names: readonly string[] = []): boolean {
  const { common, local } = words();
  const base = baseOf(password);
  if (isNumber(password) || common.has(plain(lower(password))) || common.has(base) || isRepeated(base)) return true;
  const known = names.flatMap(partsOf);
  if (known.some((name) => name.includes(base))) return true;
  const own = base.replace(local, '');
  const rest = known.length === 0 ? own : own.replace(anyOf(known), '');
  return Array.from(rest).length < LEAST_OF_ITS_OWN || common.has(rest);
}

/** A name, and each word of it. */
const partsOf = (name: string): string[] =>
  [
    plain(lower(name)),
    ...lower(name)
      .split(/[^\p{L}\p{N}]+/u)
      .map(plain),
  ].filter((part) => part.length >= LEAST_OF_A_NAME);
