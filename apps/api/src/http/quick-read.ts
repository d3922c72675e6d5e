import type { ClassConstructor } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';

/** Takes a value that is surely valid; answers UNSURE to everything else, and class-validator has the last word on it. */
export type Read = (value: unknown) => unknown;

export const UNSURE = Symbol('unsure');

interface QuickField {
  readonly name: string;
  readonly read: Read;
  readonly optional: boolean;
  /** Decorators of class-validator that say the same as `read`: another one beside them, and `read` knows too little. */
  readonly rules: number;
  /** Where the field holds objects of a class, or a list of them. */
  readonly inner?: Inner;
}

export interface Inner {
  readonly type: ClassConstructor<object>;
  /** How many there may be, where it is a list. */
  readonly list?: { readonly min: number; readonly max: number };
}

const fields = new Map<object, QuickField[]>();
const readers = new Map<ClassConstructor<object>, Read>();

/** Notes how a field is read, beside the rules of class-validator for it. */
export const readBy =
  (field: Omit<QuickField, 'name'>): PropertyDecorator =>
  (prototype, name) => {
    const known = fields.get(prototype) ?? [];
    fields.set(prototype, [...known, { ...field, name: String(name) }]);
  };

/** The classes that have such fields. */
export const classesRead = (): ClassConstructor<object>[] =>
  [...fields.keys()].map(({ constructor }) => constructor as ClassConstructor<object>);

/** The fields of a class that hold objects, by name. */
export const innersOf = (type: ClassConstructor<object>): readonly (readonly [name: string, inner: Inner])[] =>
  fieldsOf(type.prototype as object).flatMap(({ name, inner }) => (inner === undefined ? [] : [[name, inner] as const]));

/** The body of a class as plain data without absent fields, in the order of the declarations. */
export function readerOf(type: ClassConstructor<object>): Read {
  const known = readers.get(type);
  if (known !== undefined) return known;
  const reader = compiled(type);
  readers.set(type, reader);
  return reader;
}

function compiled(type: ClassConstructor<object>): Read {
  const own = fieldsOf(type.prototype as object);
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const says = own.reduce((sum, field) => sum + field.rules, 0);
  if (own.length === 0 || says !== rules.length) return () => UNSURE;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return UNSURE;
    const given = value as Readonly<Record<string, unknown>>;
    const taken: Record<string, unknown> = {};
    let count = 0;
    for (const { name, read, optional } of own) {
      if (given[name] === undefined && optional) continue;
      const part = read(given[name]);
      if (part === UNSURE) return UNSURE;
      taken[name] = part;
      count += 1;
    }
    return count === Object.keys(given).length ? taken : UNSURE;
  };
}

/** Those of the classes above come first, as in an instance. */
function fieldsOf(prototype: object | null): readonly QuickField[] {
  if (prototype === null) return [];
  return [...fieldsOf(Object.getPrototypeOf(prototype) as object | null), ...(fields.get(prototype) ?? [])];
}

export const readWhere =
  (surely: (value: unknown) => boolean): Read =>
  (value) =>
    surely(value) ? value : UNSURE;

export const readText = (max: number, pattern: RegExp): Read =>
  readWhere((value) => typeof value === 'string' && value.length > 0 && value.length <= max && pattern.test(value));

export const readList =
  (min: number, max: number, read: Read): Read =>
  (value) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) return UNSURE;
    const parts = value.map(read);
    return parts.includes(UNSURE) ? UNSURE : parts;
  };

export const readNested =
  (type: ClassConstructor<object>): Read =>
  (value) =>
    readerOf(type)(value);
