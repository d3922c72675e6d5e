import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DamageError } from '#event-store';

const fileIn = (folder: string): string => join(folder, 'one-window.sqlite');

/** A file without a byte is no log. To be asked before anything opens it, which would make its tables. */
export const hasRecord = (folder: string): boolean => (statSync(fileIn(folder), { throwIfNoEntry: false })?.size ?? 0) > 0;

/** The log is always made first: where there are accounts, an empty one has been lost. Throws DamageError. */
export function refuseLostLog(folder: string, accounts: string): void {
  if (hasRecord(folder) || !existsSync(accounts)) return;
  throw new DamageError(fileIn(folder), 'it is gone or empty, while the accounts beside it are there');
}
