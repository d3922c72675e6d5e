import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { pageOfList, pageProblem, type ListOrder, type Page } from '#read-models';
import { Rejected } from './problem.js';

/** What every list takes that goes on after the last line seen. */
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
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  size: number = 20;
}

/** What every list of cases and their like takes. */
export class PageQuery extends CursorQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, example: 1, description: 'The first where left out; not with `after`' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
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
