import { closeSync, fchmodSync, fstatSync, fsync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';

const OWNER_ONLY = 0o600;
const NEW_LINE = 10;

/** One file that lines are added to. A write that fails half way leaves nothing behind. */
export interface LogFile {
  readonly name: string;
  size(): number;
  /** Throws what the disk says. */
  append(text: string): void;
  cut(to: number): void;
  sync(): void;
  /** Asks for the same without waiting. */
  syncSoon(): void;
  close(): void;
}

/** `tail`: what becomes of a last line that a power cut left unfinished. */
export function openLogFile(name: string, tail: 'end' | 'cut'): LogFile {
  const handle = openSync(name, 'a+', OWNER_ONLY);
  fchmodSync(handle, OWNER_ONLY);
  let size = fstatSync(handle).size;
  if (size > 0 && lastByte(handle, size) !== NEW_LINE) {
    if (tail === 'end') add('\n');
    else {
      size = endOfLastLine(handle, size);
      ftruncateSync(handle, size);
    }
  }

  function add(text: string): void {
    const bytes = Buffer.from(text);
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done);
    } catch (fault) {
      ftruncateSync(handle, size);
      throw fault;
    }
    size += bytes.length;
  }

  return {
    name,
    size: () => size,
    append: add,
    cut(to) {
      ftruncateSync(handle, to);
      size = to;
    },
    sync: () => fsyncSync(handle),
    syncSoon: () => fsync(handle, () => undefined),
    close: () => closeSync(handle),
  };
}

function lastByte(handle: number, size: number): number | undefined {
  const byte = Buffer.alloc(1);
  readSync(handle, byte, 0, 1, size - 1);
  return byte[0];
}

function endOfLastLine(handle: number, size: number): number {
  for (let end = size; end > 0; end -= 1) if (lastByte(handle, end) === NEW_LINE) return end;
  return 0;
}
