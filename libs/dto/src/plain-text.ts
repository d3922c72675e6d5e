import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isBlank } from '#kernel';

/** A field of up to so many characters is a name, a number or a cell of a table: one line. */
const ONE_LINE = 200;

/** At least one character that is seen. */
const SEEN = String.raw`(?=[\s\p{Cf}]*[^\s\p{Cf}])`;

/*
 * No half of a character, which another store could not give back as it came (RFC 7493); no control characters and nothing that turns
 * the direction of writing: a printed document would show something else than was told.
 */
const LINE = String.raw`[^\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\p{Cs}]*`;
const LINES = String.raw`[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Cs}]*`;

const [ONE, MANY] = [new RegExp(`^${SEEN}${LINE}$`, 'u'), new RegExp(`^${SEEN}${LINES}$`, 'u')];

/** What a text of up to `max` characters is made of; longer ones may have several lines. */
export const plainText = (max: number): RegExp => (max <= ONE_LINE ? ONE : MANY);

/** Lines, or none: where a text of blanks means that there is none. */
export const PLAIN_OR_BLANK = new RegExp(`^${LINES}$`, 'u');

/** The pattern asks the same; this one says what is wrong. */
export const SaysSomething = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'saysSomething',
      validator: {
        validate: (value) => typeof value === 'string' && !isBlank(value),
        defaultMessage: (args) => `${args?.property ?? ''} must not be blank`,
      },
    },
    options,
  );
