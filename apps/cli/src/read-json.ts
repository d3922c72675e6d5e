import { readFileSync } from 'node:fs';
import { DataFileError } from '#data-files';

/** A file that a person wrote. Throws DataFileError, whose message is one line. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (fault) {
    const problem = fault instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new DataFileError(file, '$', `${problem}: ${(fault as Error).message.replace(/\s+/g, ' ')}`);
  }
}
