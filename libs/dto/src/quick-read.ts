import type { ClassConstructor } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import { fieldsOf, UNSURE, type Read } from './declared.js';

const readers = new Map<ClassConstructor<object>, Read>();

/** The body of a class as plain data without absent fields, in the order of the declarations. */
export function readerOf(type: ClassConstructor<object>): Read {
  const known = readers.get(type);
  if (known !== undefined) return known;
  const reader = compiled(type);
  readers.set(type, reader);
  return reader;
}

function compiled(type: ClassConstructor<object>): Read {
  const own = fieldsOf(type);
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
