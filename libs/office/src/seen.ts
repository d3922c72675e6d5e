import type { EventStore } from '#event-store';
import { reject, type Rejection } from '#kernel';

const WAIT_MS = 2000;
const LOOK_EVERY_MS = 20;
const POSITION = /^(0|[1-9]\d{0,14})$/;

export interface AtLeast {
  readonly atLeast?: string;
}

/** What is read once the screens show the position that is asked for. */
export type WhenSeen = <T>(asked: AtLeast, read: () => Promise<T>) => Promise<T | Rejection>;

export const whenSeenIn =
  (store: EventStore): WhenSeen =>
  async ({ atLeast }, read) =>
    (await notSeen(store, atLeast)) ?? read();

/** Waits until the screens show at least that position, 2 s at the most. In the embedded profile they always do. */
async function notSeen(store: EventStore, atLeast: string | undefined): Promise<Rejection | undefined> {
  if (atLeast === undefined || atLeast === '0') return undefined;
  if (!POSITION.test(atLeast)) return positionInvalid();
  const until = performance.now() + WAIT_MS;
  for (;;) {
    const head = await store.head();
    if (head !== undefined && store.comparePositions(head, atLeast) >= 0) return undefined;
    if (performance.now() > until) return positionNotReached();
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

const positionInvalid = (): Rejection =>
  reject('position-invalid', 'invalid', {
    zh: 'atLeast 应为办理回执中的 position',
    en: 'atLeast must be the position of an earlier answer',
    field: 'atLeast',
  });

const positionNotReached = (): Rejection =>
  reject('position-not-reached', 'conflict', {
    zh: '尚未更新到该位置，请稍后重试',
    en: 'That position has not been reached yet; try again',
  });
