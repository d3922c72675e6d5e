import type { ClassConstructor } from 'class-transformer';

/** Takes a value that is surely valid; answers UNSURE to everything else, and class-validator has the last word on it. */
export type Read = (value: unknown) => unknown;

export const UNSURE = Symbol('unsure');

/** What a description of an API says of a field, in the words of OpenAPI; a class stands for its own description. */
export interface FieldSchema {
  readonly type?: 'string' | 'boolean' | 'integer' | 'object' | 'array' | ClassConstructor<object> | [ClassConstructor<object>];
  readonly items?: { readonly type: 'string'; readonly minLength: number; readonly maxLength: number; readonly pattern: string };
  readonly additionalProperties?: true | { readonly type: 'string'; readonly maxLength: number; readonly pattern: string };
  readonly enum?: string[];
  readonly isArray?: true;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly description?: string;
  readonly example?: unknown;
}

export interface Inner {
  readonly type: ClassConstructor<object>;
  readonly list?: { readonly min: number; readonly max: number };
}

/** What is known of a field beside the rules of class-validator for it. */
export interface DeclaredField {
  readonly name: string;
  readonly optional: boolean;
  readonly schema: FieldSchema;
  readonly read: Read;
  /** Decorators of class-validator that say the same as `read`: another one beside them, and `read` knows too little. */
  readonly rules: number;
  readonly inner?: Inner;
}

const declared = new Map<object, DeclaredField[]>();

export const declare =
  (field: Omit<DeclaredField, 'name'>): PropertyDecorator =>
  (prototype, name) => {
    const known = declared.get(prototype) ?? [];
    declared.set(prototype, [...known, { ...field, name: String(name) }]);
  };

export const declaredClasses = (): ClassConstructor<object>[] =>
  [...declared.keys()].map(({ constructor }) => constructor as ClassConstructor<object>);

/** The fields of a class in the order of their declarations; those of the classes above it come first, as in an instance. */
export const fieldsOf = (type: ClassConstructor<object>): readonly DeclaredField[] => fieldsIn(type.prototype as object);

export const ownFieldsOf = (type: ClassConstructor<object>): readonly DeclaredField[] =>
  declared.get(type.prototype as object) ?? [];

function fieldsIn(prototype: object | null): readonly DeclaredField[] {
  if (prototype === null) return [];
  return [...fieldsIn(Object.getPrototypeOf(prototype) as object | null), ...(declared.get(prototype) ?? [])];
}
