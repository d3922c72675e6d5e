import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dateOf, type Instant } from '#kernel';
import { LASTING, lineOf, textOf, type Entry } from './entry.js';
import { createFlood } from './flood.js';
import { openLogFile, type LogFile } from './log-file.js';
import { fileName, readBackwards, sortedLogFiles, type LogFilter, type LogPage } from './read.js';
import { readRights, type Rights, type RightsLine, type RightsRecord } from './rights.js';

/** Not named like a month: it is never begun anew. */
const RIGHTS_FILE = 'rights.jsonl';

const FLUSH_EVERY_MS = 250;
const SUMMARISE_EVERY_MS = 60_000;
const MAX_BYTES = 64 * 1024 * 1024;
/** Lines that wait for room on a full disk. */
const MAX_WAITING = 10_000;

export interface SecurityLogOptions {
  readonly folder: string;
  readonly clock: { now(): Instant };
  /** A file that is larger is followed by another of the same month; 64 MiB. */
  readonly maxBytes?: number;
}

export interface SecurityLogState {
  readonly status: 'ok' | 'failing';
  readonly reason?: string;
  readonly waiting: number;
  readonly lost: number;
}

export interface SecurityLog {
  /** Never throws: what the disk does not take waits, and `state` tells. */
  record(entry: Entry): void;
  /** A change of what an account may do: on the disk when it returns with the number of its line. Throws what the disk says. */
  recordRights(entry: Entry, id: string, rights: Rights | null): number;
  /** Takes the last line out again: the change that it tells was rolled back. */
  undoRights(): void;
  rightsCount(): number;
  rights(): RightsRecord;
  read(ask: LogFilter & { readonly size: number; readonly after?: string }): Promise<LogPage>;
  state(): SecurityLogState;
  close(): void;
}

export function openSecurityLog({ folder, clock, maxBytes = MAX_BYTES }: SecurityLogOptions): SecurityLog {
  makeFolder(folder);
  const rightsFile = openLogFile(join(folder, RIGHTS_FILE), 'cut');
  let numbered = readRights(rightsFile.name).lines.length;
  let beforeLast = rightsFile.size();
  const flood = createFlood();
  let month = monthOf(clock.now());
  let file = openLogFile(join(folder, latest(folder, month)), 'end');
  let waiting: string[] = [];
  let lost = 0;
  let reason: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const summarising = setInterval(() => {
    flood.summaries().forEach(write);
    flush();
  }, SUMMARISE_EVERY_MS).unref();

  function write(entry: Entry): void {
    if (waiting.length >= MAX_WAITING) lost += 1;
    else waiting.push(textOf(lineOf(entry, clock.now())));
  }

  function currentFile(): LogFile {
    const now = monthOf(clock.now());
    if (now <= month && file.size() < maxBytes) return file;
    const next = now > month ? fileName(now, 1) : following(folder, month);
    file.close();
    month = now > month ? now : month;
    return (file = openLogFile(join(folder, next), 'end'));
  }

  function flush(): boolean {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return true;
    try {
      currentFile().append(waiting.join(''));
      waiting = [];
      reason = undefined;
      return true;
    } catch (fault) {
      reason = fault instanceof Error ? fault.message : String(fault);
      flushSoon();
      return false;
    }
  }

  function flushSoon(): void {
    timer ??= setTimeout(() => {
      if (flush()) file.syncSoon();
    }, FLUSH_EVERY_MS).unref();
  }

  return {
    record(entry) {
      if (!LASTING.has(entry.what)) {
        flood.admit(entry, clock.now()).forEach(write);
        return flushSoon();
      }
      write(entry);
      if (!flush()) return;
      try {
        file.sync();
      } catch (fault) {
        reason = String(fault);
      }
    },
    recordRights(entry, id, rights) {
      const line: RightsLine = { n: numbered + 1, ...lineOf(entry, clock.now()), id, rights };
      const before = rightsFile.size();
      try {
        rightsFile.append(textOf(line));
        rightsFile.sync();
      } catch (fault) {
        rightsFile.cut(before);
        throw fault;
      }
      beforeLast = before;
      numbered += 1;
      write(entry);
      flush();
      return numbered;
    },
    undoRights() {
      rightsFile.cut(beforeLast);
      numbered -= 1;
      write({ what: 'change-not-carried-out', outcome: 'failure' });
      flush();
    },
    rightsCount: () => numbered,
    rights: () => readRights(rightsFile.name),
    read({ size, after, ...filter }) {
      flush();
      return readBackwards(folder, filter, size, after);
    },
    state: () => ({
      status: reason === undefined ? 'ok' : 'failing',
      ...(reason === undefined ? {} : { reason }),
      waiting: waiting.length,
      lost,
    }),
    close() {
      flood.summaries().forEach(write);
      if (flush()) file.sync();
      clearTimeout(timer);
      clearInterval(summarising);
      file.close();
      rightsFile.close();
    },
  };
}

/** In Shanghai. */
const monthOf = (at: Instant): string => dateOf(at).slice(0, 7);

function numbersOf(folder: string, month: string): number {
  return sortedLogFiles(readdirSync(folder)).filter((name) => name.startsWith(month)).length;
}
const latest = (folder: string, month: string): string => fileName(month, Math.max(1, numbersOf(folder, month)));
const following = (folder: string, month: string): string => fileName(month, numbersOf(folder, month) + 1);

function makeFolder(folder: string): void {
  const isNew = !existsSync(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (!isNew) return;
  const handle = openSync(join(folder, '..'), 'r');
  fsyncSync(handle);
  closeSync(handle);
}
