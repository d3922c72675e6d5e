import type { HeldMaterial } from '#case';
import type { Instant, LocalDate } from '#kernel';

export interface SourceRequest {
  readonly uscc: string;
  readonly material: string;
  readonly caseId: string;
}

/** `silent` is no answer: nobody may be told that a source does not hold what it was only too slow to say. */
export type SourceAnswer =
  | {
      readonly outcome: 'held';
      readonly reference: string;
      readonly fetchedAt: Instant;
      readonly validUntil?: LocalDate;
      readonly attests?: NonNullable<HeldMaterial['attests']>;
    }
  | { readonly outcome: 'not-held' }
  | { readonly outcome: 'silent'; readonly reason: string };

/** Somebody who may hold what the applicant would otherwise have to hand in (国务院令716号7, 优化营商环境条例44). */
export interface DataSource {
  readonly name: string;
  readonly materials: '*' | readonly string[];
  /** It answers out of this process itself: no reason to hand the work to others. */
  readonly local?: boolean;
  /** May throw, hang or answer nonsense: all of that is silence. Should give up when `signal` aborts. */
  fetch(request: SourceRequest, signal: AbortSignal): Promise<SourceAnswer>;
}
