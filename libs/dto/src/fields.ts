import 'reflect-metadata';
import { Type, type ClassConstructor } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { declare, type FieldSchema, type Inner, type Read } from './declared.js';
import { PLAIN_OR_BLANK, plainText, SaysSomething } from './plain-text.js';
import { readList, readNested, readText, readWhere } from './quick-read.js';

/** One decorator a field: what is checked, quickly and thoroughly, and what a description of the API says are the same thing. */

interface Field {
  readonly example: unknown;
  readonly description?: string;
  readonly optional?: boolean;
}

function field(
  { example, description, optional = false }: Field,
  says: FieldSchema,
  checks: PropertyDecorator[],
  read: Read,
  inner?: Inner,
): PropertyDecorator {
  const schema = { ...says, example, ...(description === undefined ? {} : { description }) };
  const rules = optional ? [ValidateIf(isGiven), ...checks] : checks;
  return all(...rules, declare({ schema, read, optional, rules: rules.length, ...(inner === undefined ? {} : { inner }) }));
}

const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (prototype, name) => {
    for (const decorate of decorators) decorate(prototype, name);
  };

/** An optional field may be left out; `null` is no value of any field. */
const isGiven = (_object: object, value: unknown): boolean => value !== undefined;

/** A text of 1 to `max` characters (default 200) that says something. */
export const Text = ({ max = 200, ...rest }: Field & { max?: number }): PropertyDecorator => {
  const pattern = plainText(max);
  return field(
    rest,
    { type: 'string', minLength: 1, maxLength: max, pattern: pattern.source },
    [IsString(), MinLength(1), MaxLength(max), SaysSomething(), Matches(pattern)],
    readText(max, pattern),
  );
};

export const Form = ({ pattern, ...rest }: Field & { pattern: RegExp }): PropertyDecorator =>
  field(rest, { type: 'string', pattern: pattern.source }, [IsString(), Matches(pattern)], readText(Infinity, pattern));

/** Of this century or the last: what lies beyond has no calendar. Whether there is such a day is asked where it is taken. */
export const Day = (options: Field): PropertyDecorator => Form({ ...options, pattern: /^(19|20)\d{2}-\d{2}-\d{2}$/ });

export const Flag = (options: Field): PropertyDecorator =>
  field(
    options,
    { type: 'boolean' },
    [IsBoolean()],
    readWhere((value) => typeof value === 'boolean'),
  );

export const Whole = ({ min, max, ...rest }: Field & { min: number; max: number }): PropertyDecorator =>
  field(
    rest,
    { type: 'integer', minimum: min, maximum: max },
    [IsInt(), Min(min), Max(max)],
    // JSON writes -0 as 0: left to the thorough way, which does the same.
    readWhere(
      (value) => Number.isInteger(value) && !Object.is(value, -0) && (value as number) >= min && (value as number) <= max,
    ),
  );

export const OneOf = ({ values, ...rest }: Field & { values: readonly string[] }): PropertyDecorator =>
  field(
    rest,
    { enum: [...values] },
    [IsIn(values)],
    readWhere((value) => values.includes(value as string)),
  );

export const SomeOf = ({ values, ...rest }: Field & { values: readonly string[] }): PropertyDecorator =>
  field(
    rest,
    { enum: [...values], isArray: true, maxItems: values.length },
    [IsArray(), ArrayMaxSize(values.length), IsIn(values, { each: true })],
    readList(
      0,
      values.length,
      readWhere((value) => values.includes(value as string)),
    ),
  );

export const Texts = ({
  min = 0,
  max = 50,
  length = 500,
  ...rest
}: Field & { min?: number; max?: number; length?: number }): PropertyDecorator => {
  const pattern = plainText(length);
  return field(
    rest,
    {
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: length, pattern: pattern.source },
      minItems: min,
      maxItems: max,
    },
    [
      IsArray(),
      ArrayMinSize(min),
      ArrayMaxSize(max),
      IsString({ each: true }),
      MinLength(1, { each: true }),
      MaxLength(length, { each: true }),
      SaysSomething({ each: true }),
      Matches(pattern, { each: true }),
    ],
    readList(min, max, readText(length, pattern)),
  );
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Without a name that every object has, at any depth. */
const hasOwnNamesOnly = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  Object.entries(value).every(([name, inner]) => !(name in Object.prototype) && hasOwnNamesOnly(inner));

/** Any JSON object; what is in it is looked at by whoever takes it. */
export const Json = (options: Field): PropertyDecorator =>
  field(
    options,
    { type: 'object', additionalProperties: true },
    [IsObject()],
    readWhere((value) => isObject(value) && hasOwnNamesOnly(value)),
  );

/** Texts by name, up to `max` characters each; a blank one is none. */
export const TextMap = ({ max = 2000, ...rest }: Field & { max?: number }): PropertyDecorator => {
  const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= max && PLAIN_OR_BLANK.test(value);
  const isTextMap = (value: unknown): boolean => isObject(value) && Object.values(value).every(isText);
  return field(
    rest,
    { type: 'object', additionalProperties: { type: 'string', maxLength: max, pattern: PLAIN_OR_BLANK.source } },
    [
      ValidateBy({
        name: 'isTextMap',
        validator: {
          validate: isTextMap,
          defaultMessage: (args) => `${args?.property ?? ''} must be an object of texts of at most ${max} characters`,
        },
      }),
    ],
    readWhere((value) => isTextMap(value) && hasOwnNamesOnly(value)),
  );
};

export const Nested = ({ type, ...rest }: Field & { type: ClassConstructor<object> }): PropertyDecorator =>
  all(
    Type(() => type),
    field(rest, { type }, [IsObject(), ValidateNested()], readNested(type), { type }),
  );

export const Each = ({
  type,
  min = 0,
  max = 200,
  ...rest
}: Field & { type: ClassConstructor<object>; min?: number; max?: number }): PropertyDecorator =>
  all(
    Type(() => type),
    field(
      rest,
      { type: [type], minItems: min, maxItems: max },
      [IsArray(), ArrayMinSize(min), ArrayMaxSize(max), IsObject({ each: true }), ValidateNested({ each: true })],
      readList(min, max, readNested(type)),
      { type, list: { min, max } },
    ),
  );
