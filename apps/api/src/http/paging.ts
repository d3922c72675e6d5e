import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { pageOfList, pageProblem, type ListOrder, type Page } from '#read-models';
import { Rejected } from './problem.js';

/** An empty text is no 0. Of the rules of a field the last one is asked first: whether it is a number at all. */
const AsNumber = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === undefined || value === '' ? value : Number(value)));

export class CursorQuery {
  @ApiPropertyOptional({
    description: '`next` of the page before',
    example: 'WyJyZWdpc3RlciIsIjIwMjgxMjA1MDAwMSJd',
    maxLength: 400,
  })
  @IsOptional()
  @IsString()
  @MaxLength(400)
  after?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20, example: 20 })
  @IsOptional()
  @AsNumber()
  @Max(100)
  @Min(1)
  @IsInt()
  size: number = 20;
}

export class PageQuery extends CursorQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, example: 1, description: 'The first where left out; not with `after`' })
  @IsOptional()
  @AsNumber()
  @Max(1_000_000)
  @Min(1)
  @IsInt()
  page?: number;

  @ApiPropertyOptional({ description: 'Position token of a command whose effect is to be seen', example: '128' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  atLeast?: string;
}

/** A page of a list that is at hand whole, and in order. Throws Rejected where `after` is not of this list. */
export function paged<T>(
  all: readonly T[],
  order: ListOrder,
  request: PageQuery,
  row: (one: T) => Readonly<Record<string, string | number>>,
): Page<T> {
  const problem = pageProblem(order, request);
  if (problem !== undefined) throw new Rejected(problem);
  return pageOfList(all, order, request, row);
}
