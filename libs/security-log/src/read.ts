import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findInstant } from '#kernel';
import type { Line, Outcome, What } from './entry.js';

export interface LogFilter {
  readonly what?: What;
  readonly outcome?: Outcome;
  readonly account?: string;
  readonly from?: string;
  readonly since?: number;
  readonly until?: number;
}

export interface LogPage {
  readonly items: readonly Line[];
  /** Where to go on; null at the end. A page may be short, or empty, before it. */
  readonly next: string | null;
  readonly unreadable: number;
}

const NAME = /^(\d{4}-\d{2})(?:\.(\d{1,6}))?\.jsonl$/;
const CURSOR = /^(\d{4}-\d{2}(?:\.\d{1,6})?\.jsonl)@(\d{1,15})$/;
const CHUNK = 64 * 1024;
/** Looked through for one page at most, so that nobody waits for a year of lines. */
const LOOK_THROUGH = 4 * 1024 * 1024;

export const fileName = (month: string, number: number): string => `${month}${number === 1 ? '' : `.${number}`}.jsonl`;

async function logFiles(folder: string): Promise<string[]> {
  return sortedLogFiles(await readdir(folder));
}

export const sortedLogFiles = (names: readonly string[]): string[] =>
  names.filter((name) => NAME.test(name)).sort((a, b) => orderOf(a).localeCompare(orderOf(b)));

function orderOf(name: string): string {
  const [, month = '', number = '1'] = NAME.exec(name) ?? [];
  return `${month}.${number.padStart(6, '0')}`;
}

export const isCursor = (text: string): boolean => CURSOR.test(text);

/** Backwards from `after`, which an earlier page gave as `next`, or from the end. */
export async function readBackwards(folder: string, filter: LogFilter, size: number, after?: string): Promise<LogPage> {
  const [, startFile, startAt] = CURSOR.exec(after ?? '') ?? [];
  const files = (await logFiles(folder)).reverse();
  const items: Line[] = [];
  let unreadable = 0;
  let looked = 0;
  for (const name of files.filter((one) => startFile === undefined || orderOf(one) <= orderOf(startFile))) {
    const path = join(folder, name);
    let end = name === startFile ? Math.min(Number(startAt), (await stat(path)).size) : (await stat(path)).size;
    const handle = await open(path, 'r');
    try {
      while (end > 0) {
        if (looked >= LOOK_THROUGH) return { items, next: `${name}@${end}`, unreadable };
        const { begin, lines } = await linesBefore(handle, end);
        looked += end - begin;
        for (const { at, text } of lines.reverse()) {
          const line = parsed(text);
          if (line === undefined) unreadable += 1;
          else if (fits(line, filter)) {
            if (items.length === size) return { items, next: `${name}@${at + Buffer.byteLength(text) + 1}`, unreadable };
            items.push(line);
          }
        }
        end = begin;
      }
    } finally {
      await handle.close();
    }
  }
  return { items, next: null, unreadable };
}

interface Text {
  readonly at: number;
  readonly text: string;
}

/** Whole lines before `end`, which is the end of one; at least one of them, however long. */
async function linesBefore(handle: Awaited<ReturnType<typeof open>>, end: number): Promise<{ begin: number; lines: Text[] }> {
  for (let take = Math.min(CHUNK, end); ; take = Math.min(take * 2, end)) {
    const buffer = Buffer.alloc(take);
    await handle.read(buffer, 0, take, end - take);
    const start = end - take;
    const cut = start === 0 ? 0 : buffer.indexOf(10) + 1;
    if (start > 0 && (cut === 0 || cut === take)) continue;
    const lines: Text[] = [];
    for (let at = cut; at < take;) {
      const stop = buffer.indexOf(10, at);
      const until = stop < 0 ? take : stop;
      if (until > at) lines.push({ at: start + at, text: buffer.toString('utf8', at, until) });
      at = until + 1;
    }
    return { begin: start + cut, lines };
  }
}

function parsed(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Line | null;
    return typeof line === 'object' && line !== null && typeof line.at === 'string' ? line : undefined;
  } catch {
    return undefined;
  }
}

function fits(line: Line, { what, outcome, account, from, since, until }: LogFilter): boolean {
  if (what !== undefined && line.what !== what) return false;
  if (outcome !== undefined && line.outcome !== outcome) return false;
  if (from !== undefined && line.from !== from) return false;
  if (account !== undefined && ![line.account, line.name, line.on].includes(account)) return false;
  const at = findInstant(line.at) ?? 0;
  return (since === undefined || at >= since) && (until === undefined || at < until);
}
