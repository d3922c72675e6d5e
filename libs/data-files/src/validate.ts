import { Ajv, type ErrorObject } from 'ajv';
import { findLocalDate } from '#kernel';
import { DataFileError } from './data-file-error.js';

/** Made for few files, checked once: what compiles fast and stays small is better than what runs fast. */
function createAjv(): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: true, verbose: true, inlineRefs: false, code: { optimize: false } });
  return ajv.addFormat('date', (text) => findLocalDate(text) !== undefined);
}

let ajv = createAjv();

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Where a value sits: `jsonPath(['limits', 3, 'n'])` is `$.limits[3].n`; other keys are quoted. */
export function jsonPath(keys: readonly (string | number)[]): string {
  const steps = keys.map((key) => {
    if (typeof key === 'number' || /^\d+$/.test(key)) return `[${String(key)}]`;
    return IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  });
  return `$${steps.join('')}`;
}

/**
 * The value as `T`, which must be the type that the JSON schema (draft-07) describes; format `date` means a real day YYYY-MM-DD.
 * A schema object is compiled once, so pass a constant. Throws DataFileError for the first thing that is wrong.
 */
export function validateWith<T>(schema: object, json: unknown, file: string): T {
  const validate = ajv.compile<T>(schema);
  if (validate(json)) return json;
  // An `if` error only repeats what the error inside its branch says.
  const error = validate.errors?.find(({ keyword }) => keyword !== 'if');
  if (error === undefined) throw new DataFileError(file, '$', 'does not fit its schema');
  throw new DataFileError(file, jsonPath(keysOf(error)), problemOf(error));
}

/** Sets the memory free that compiled schemas take; the next file of each compiles its schema again. */
export function forgetSchemas(): void {
  ajv = createAjv();
}

interface Params {
  readonly missingProperty?: string;
  readonly additionalProperty?: string;
  readonly allowedValues?: readonly unknown[];
  readonly allowedValue?: unknown;
  readonly i?: number;
  readonly j?: number;
}

const paramsOf = (error: ErrorObject): Params => error.params;

function keysOf(error: ErrorObject): string[] {
  const { missingProperty, additionalProperty, i = 0, j = 0 } = paramsOf(error);
  const keys = error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const repeated = error.keyword === 'uniqueItems' ? String(Math.max(i, j)) : undefined;
  const last = missingProperty ?? additionalProperty ?? repeated;
  return last === undefined ? keys : [...keys, last];
}

function problemOf(error: ErrorObject): string {
  const params = paramsOf(error);
  const found = `, found ${shown(error.data)}`;
  switch (error.keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return 'is not a known field';
    case 'enum':
      return `must be one of ${(params.allowedValues ?? []).map((value) => JSON.stringify(value)).join(', ')}${found}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}${found}`;
    case 'format':
      return `must be a real day, YYYY-MM-DD${found}`;
    case 'uniqueItems':
      return `repeats item ${Math.min(params.i ?? 0, params.j ?? 0)} of the list`;
    case 'minItems':
      return 'must not be empty';
    case 'minLength':
      return 'must not be an empty text';
    default:
      return `${error.message ?? 'is wrong'}${found}`;
  }
}

/** A value as JSON; of one that is nested too deeply to be written only that it is. */
function shown(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    return 'a value that is nested too deeply';
  }
}
