import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validateSync, type ValidatorOptions } from 'class-validator';
import { pathTo, ruleBroken, rulesBroken, type FieldRule } from './broken-rules.js';
import { UNSURE } from './declared.js';
import { readerOf } from './quick-read.js';
import { suspectsIn, type Suspects } from './suspects.js';

/** A body as plain data, or which of its fields break which rules. */
export type Checked<T> = { readonly data: T } | Broken;

interface Broken {
  readonly broken: readonly FieldRule[];
  readonly unseen: number;
}

/** So many wrong fields are named: a body with hundreds of them is hardly a slip of the pen. */
export const MOST_NAMED = 20;

const STRICTLY: ValidatorOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  stopAtFirstError: true,
};

/**
 * Unknown fields, wrong types and missing values are refused, each named by its path. A body may be left out, which is the same as `{}`.
 * What is surely right is not looked at twice: class-validator takes ten times as long.
 */
export function checked<T extends object>(type: ClassConstructor<T>, body: unknown): Checked<T> {
  const read = readerOf(type)(body === undefined ? {} : body);
  return read === UNSURE ? checkedThoroughly(type, body) : { data: read as T };
}

/** By class-validator. `toString` and its kin seem known to whoever asks an object for a property: it would let them through. */
export function checkedThoroughly<T extends object>(type: ClassConstructor<T>, body: unknown): Checked<T> {
  if (body === null) return refused(notAnObject());
  const unknown = inheritedName(body, '');
  if (unknown !== undefined) return refused(unknownField(unknown));
  const suspects = suspectsIn(type, body, MOST_NAMED);
  if (suspects.tooLong !== undefined) {
    const { field, max } = suspects.tooLong;
    return refused(ruleBroken(field, 'arrayMaxSize', `${field} must contain no more than ${max} elements`));
  }
  const { broken } = judged(type, suspects.body, suspects.placeOf);
  if (broken.length > 0) return { broken, unseen: suspects.more };
  const whole = judged(type, body);
  if (whole.broken.length > 0) return { broken: whole.broken, unseen: 0 };
  return isObject(body) || body === undefined ? { data: plain(whole.instance) } : refused(notAnObject());
}

/** What is no object is looked at as one, so that the fields that it lacks are named. */
function judged<T extends object>(type: ClassConstructor<T>, body: unknown, placeOf?: Suspects['placeOf']) {
  const given = isObject(body) || Array.isArray(body) ? { ...body } : {};
  const instance = plainToInstance(type, given);
  return { instance, broken: validateSync(instance, STRICTLY).flatMap((error) => rulesBroken(error, '', placeOf)) };
}

const isObject = (body: unknown): body is object => typeof body === 'object' && body !== null && !Array.isArray(body);

/** Without the class and without absent fields: what is decided on is what is read back. */
const plain = <T extends object>(instance: T): T => JSON.parse(JSON.stringify(instance)) as T;

const refused = (rule: FieldRule): Broken => ({ broken: [rule], unseen: 0 });

export const notAnObject = (): FieldRule => ruleBroken('body', 'isObject', 'body must be an object');
export const unknownField = (field: string): FieldRule =>
  ruleBroken(field, 'whitelistValidation', `property ${field} should not exist`);

/** The path of the first field whose name every object has. */
export function inheritedName(value: unknown, path: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const field = pathTo(name, path);
    if (name in Object.prototype) return field;
    const found = inheritedName(inner, field);
    if (found !== undefined) return found;
  }
  return undefined;
}
