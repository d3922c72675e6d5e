import { checked, fieldsOf, type FieldRule } from '#dto';
import { DataFileError } from '#data-files';
import { findLocalDate, type LocalDate } from '#kernel';

type Dto = new () => object;

/** Where something is said: the file, and the JSON path in it. */
export interface Place {
  readonly file: string;
  readonly path: string;
}

/** How much and how long is not for a form to say: whoever asks what would happen is answered by the rules. */
const BOUNDS = ['min', 'max', 'max-length', 'array-min-size', 'array-max-size', 'matches', 'says-something'];

/** As in a body that is sent to the API; a class is looked through from within, and would run out of stack. */
const MAX_DEPTH = 32;

function isTooDeep(said: object): boolean {
  let level: readonly unknown[] = [said];
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    level = level.flatMap((one): unknown[] => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}

/** Checks what is said by the class that the API checks it by; `null`: nothing may be said. Throws DataFileError with place and problem. */
export function checkSaid(dto: Dto | null, said: object, { file, path }: Place): void {
  if (dto === null) {
    const [name] = Object.keys(said);
    if (name !== undefined) throw new DataFileError(file, `${path}.${name}`, 'is not a known field; the command takes none');
    return;
  }
  if (isTooDeep(said)) throw new DataFileError(file, path, `is nested too deeply: ${MAX_DEPTH} levels at most`);
  const answer = checked(dto, said);
  if (!('broken' in answer)) return;
  const rule = answer.broken.find(({ code }) => !BOUNDS.includes(code));
  if (rule === undefined) return;
  const { field, value } = placeOf(rule, said);
  throw new DataFileError(file, `${path}.${field}`, problemOf(rule, value, dto));
}

/** Which value of a list is wrong, where the rule is one for each of them. */
const FITS: Readonly<Record<string, (value: unknown) => boolean>> = {
  'is-string': (value) => typeof value === 'string',
  'is-object': (value) => typeof value === 'object' && value !== null,
  'min-length': (value) => value !== '',
};

function placeOf({ field, code }: FieldRule, said: object): { readonly field: string; readonly value: unknown } {
  const value = valueAt(said, field);
  const fits = FITS[code];
  const at = Array.isArray(value) && fits !== undefined ? value.findIndex((one) => !fits(one)) : -1;
  return at < 0 ? { field, value } : { field: `${field}[${at}]`, value: (value as unknown[])[at] };
}

const valueAt = (said: unknown, field: string): unknown =>
  field
    .split(/[.[\]]+/)
    .filter((key) => key !== '')
    .reduce((value, key) => (value as Readonly<Record<string, unknown>> | null | undefined)?.[key], said);

const WORDS: Readonly<Record<string, string>> = {
  'is-string': 'must be string',
  'is-boolean': 'must be boolean',
  'is-int': 'must be integer',
  'is-array': 'must be array',
  'is-object': 'must be object',
};

function problemOf({ field, code, en }: FieldRule, value: unknown, dto: Dto): string {
  if (code === 'whitelist-validation') {
    const known = /[.[]/.test(field) ? [] : fieldsOf(dto).map(({ name }) => name);
    return `is not a known field${known.length === 0 ? '' : `; known: ${known.join(', ')}`}`;
  }
  if (value === undefined) return 'is missing';
  if (value === '') return 'must not be an empty text';
  // `form must be one of the following values: ON_SITE, REMOTE` without its beginning and its filling.
  const words = WORDS[code] ?? en.replace(/^.*?(?=must )/, '').replace('the following values: ', '');
  return `${words}, found ${JSON.stringify(value)}`;
}

/** A day that is told. Throws DataFileError for one that does not exist. */
export function dayIn(told: unknown, { file, path }: Place): LocalDate {
  const day = typeof told === 'string' ? findLocalDate(told) : undefined;
  if (day === undefined) throw new DataFileError(file, path, 'must be a calendar day such as 2026-12-31');
  return day;
}
