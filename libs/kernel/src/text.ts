/** Nothing but white space and characters that nobody sees: such a text says nothing. */
export const isBlank = (text: string): boolean => /^[\s\p{Cf}]*$/u.test(text);

const FOLDED: readonly (readonly [RegExp, string])[] = [
  // What nobody sees: joiners, soft hyphens, variation selectors.
  [/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, ''],
  // A range (5～10) is not a dash.
  [/[\u301c\u3030\u223c]/g, '~'],
  // ‐ ‑ ‒ – — ― − and what input methods give for them; —— is one dash.
  [/[\p{Pd}\u02d7\u2043\u2212\u2500\u2501\u30fc]+/gu, '-'],
  // · • ・ ‧ 。 in names, and in numbers of standards.
  [/[\u00b7\u0387\u16eb\u2022\u2027\u2219\u22c5\u3002\u30fb]/g, '.'],
  [/[[{\u3014\u3010\u3016\u3018\u301a]/g, '('],
  [/[\]}\u3015\u3011\u3017\u3019\u301b]/g, ')'],
  [/[\\\u2044\u2215\u2571\u29f8]/g, '/'],
  // Chinese is written without blanks, and GB/T5750 is GB/T 5750; but 1 2 is not 12.
  [/(?<=\d)\s+(?=\d)/g, ' '],
  [/(?<!\d) | (?!\d)|[^\S ]/g, ''],
];

const PLAIN = /^[0-9A-Z\u4e00-\u9fff/.()~-]*$/;

const foldedOnce = (text: string): string =>
  FOLDED.reduce((before, [of, to]) => before.replace(of, to), text.normalize('NFKC').toUpperCase().normalize('NFKC'));

/**
 * The form in which two texts are compared, kept as a key, listed or searched; what was typed is what is shown. Width, letter case,
 * blanks and the several signs for a dash, a dot, a bracket or a slash make no difference; digits, letters and characters do.
 */
export function canonical(text = ''): string {
  if (text === lately.text) return lately.form;
  lately = { text, form: formOf(text) };
  return lately.form;
}

/** The same name is asked for again and again: in every screen that shows it, before and after each command. */
let lately = { text: '', form: '' };

function formOf(text: string): string {
  // Most names have no other sign than these two.
  const simple = /[（）]/.test(text) ? text.replaceAll('（', '(').replaceAll('）', ')') : text;
  if (PLAIN.test(simple) && !simple.includes('--')) return simple;
  const folded = foldedOnce(text);
  return folded === text ? text : formOf(folded);
}

/** A code (统一社会信用代码, number of a certificate or a case): no blank means anything in it. */
export const canonicalCode = (text = ''): string => canonical(text).replaceAll(' ', '');

/** Each text once, as it was first written. */
export function distinct(texts: readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  for (const text of texts) if (!first.has(canonical(text))) first.set(canonical(text), text);
  return [...first.values()];
}

export const isSameText = (one: string | undefined, other: string | undefined): boolean =>
  one === other || canonical(one) === canonical(other);

const AT_THE_ENDS = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/** Printable ASCII, or a Chinese character: most texts begin and end so. */
const isPlain = (code: number): boolean => (code > 0x20 && code < 0x7f) || (code >= 0x4e00 && code <= 0x9fff);

const withoutEnds = (text: string): string =>
  isPlain(text.charCodeAt(0)) && isPlain(text.charCodeAt(text.length - 1)) ? text : text.replace(AT_THE_ENDS, '');

/** Every text in it without the blanks at its ends; the very same where there are none. */
export const trimmed = <T>(data: T): T => (isTrimmed(data) ? data : (trimmedAnew(data) as T));

function isTrimmed(data: unknown): boolean {
  if (typeof data === 'string') return withoutEnds(data) === data;
  if (typeof data !== 'object' || data === null) return true;
  return Array.isArray(data) ? data.every(isTrimmed) : Object.values(data).every(isTrimmed);
}

function trimmedAnew(data: unknown): unknown {
  if (typeof data === 'string') return withoutEnds(data);
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map(trimmedAnew);
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, trimmedAnew(value)]));
}
