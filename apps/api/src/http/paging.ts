import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';
import type { Engine } from '#engine';
import { HttpProblem } from './problem.js';

/** What every list takes. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, default: 1, example: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  page: number = 1;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20, example: 20 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  size: number = 20;

  @ApiPropertyOptional({ description: 'Position token of a command whose effect is to be seen', example: '128' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  atLeast?: string;
}

const WAIT_MS = 2000;
const LOOK_EVERY_MS = 20;

/** Waits until the screens show at least that position, 2 s at the most. In the embedded profile they always do. */
export async function seen(engine: Engine, atLeast: string | undefined): Promise<void> {
  if (atLeast === undefined || atLeast === '0') return;
  if (!/^(0|[1-9]\d{0,14})$/.test(atLeast)) {
    throw new HttpProblem(
      400,
      'position-invalid',
      'atLeast 应为办理回执中的 position',
      'atLeast must be the position of an earlier answer',
      {
        field: 'atLeast',
      },
    );
  }
  const until = performance.now() + WAIT_MS;
  for (;;) {
    const head = await engine.store.head();
    if (head !== undefined && engine.store.comparePositions(head, atLeast) >= 0) return;
    if (performance.now() > until) {
      throw new HttpProblem(
        409,
        'position-not-reached',
        '尚未更新到该位置，请稍后重试',
        'That position has not been reached yet; try again',
      );
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
