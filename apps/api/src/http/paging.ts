import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';

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
