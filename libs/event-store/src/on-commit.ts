import type { OnCommit, RecordedEvent } from './port.js';

/** Throws TypeError where `onCommit` goes on after returning: its rows would miss the transaction. */
export function runOnCommit(
  onCommit: OnCommit | undefined,
  events: readonly RecordedEvent[],
  readStream: Parameters<OnCommit>[1],
): void {
  const returned: unknown = onCommit?.(events, readStream);
  if (returned instanceof Promise) throw new TypeError('onCommit must be synchronous: its rows belong to the transaction');
}
