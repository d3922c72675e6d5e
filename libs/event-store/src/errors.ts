export class StoreClosedError extends Error {
  override readonly name = 'StoreClosedError';
  constructor() {
    super('the event store is closed');
  }
}

/** An event with this id is in the log, or twice in the append; nothing of it was stored. */
export class DuplicateEventError extends Error {
  override readonly name = 'DuplicateEventError';
  constructor(readonly eventId: string) {
    super(`the event id ${eventId} is taken`);
  }
}

/** Another process (or another connection of this one) holds the file; one writer only. */
export class StoreLockedError extends Error {
  override readonly name = 'StoreLockedError';
  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    super(`${file} is open in another process; it has one writer, so stop that process first`, { cause });
  }
}

/** The file is from a newer program, or it would not keep what was acknowledged. */
export class StoreUnfitError extends Error {
  override readonly name = 'StoreUnfitError';
  constructor(
    readonly file: string,
    reason: string,
  ) {
    super(`${file} cannot be relied on: ${reason}`);
  }
}

/** What is stored contradicts itself, or cannot be read. The message is one line for whoever runs the program. */
export class DamageError extends Error {
  override readonly name = 'DamageError';
  constructor(
    readonly file: string,
    readonly damage: string,
    options?: ErrorOptions,
  ) {
    super(oneLine(`${file} is damaged: ${damage}`), options);
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * The disk failed to confirm a write (fsync), so what it holds is unknown until the file is read afresh.
 * Nothing more is written; reading goes on. Restart the process.
 */
export class StoreFaultedError extends Error {
  override readonly name = 'StoreFaultedError';
  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    super(`the disk under ${file} failed to confirm a write; writing stops until the store is opened again`, { cause });
  }
}
