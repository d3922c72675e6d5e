import { Injectable, type PipeTransform } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { canonicalCode } from '#kernel';

/** The id of a case, the number of a certificate in a path, as it is kept: whatever width, letters, dashes and blanks were typed. */
@Injectable()
export class AsCode implements PipeTransform<string, string> {
  transform(typed: string): string {
    return canonicalCode(typed);
  }
}

export const Code = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? canonicalCode(value) : value));

/** A `+` of an instant that was not written as %2B arrives as a blank. */
export const withPlus = (instant: string): string => instant.replace(/ (?=\d{2}:\d{2}$)/, '+');
