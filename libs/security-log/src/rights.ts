import { readFileSync } from 'node:fs';
import type { Line } from './entry.js';

export interface Rights {
  readonly id: string;
  readonly username: string;
  readonly roles: readonly string[];
  readonly uscc: string | null;
  readonly closed: boolean;
  /** Tells one stored password from another, and nothing else of it. */
  readonly password: string;
  /** The same of the second factor and its recovery codes; left out where there is none, as in lines from before there were any. */
  readonly secondFactor?: string;
}

/** A line of the record of rights: numbered without a gap, with the account as it is afterwards. `null`: there is none. */
export type RightsLine = Line & { readonly n: number; readonly id: string; readonly rights: Rights | null };

export interface RightsRecord {
  readonly lines: readonly RightsLine[];
  readonly damage: string | undefined;
}

export function readRights(file: string): RightsRecord {
  const lines: RightsLine[] = [];
  const texts = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  for (const text of texts) {
    const line = parsed(text);
    if (line?.n !== lines.length + 1) return { lines, damage: `line ${lines.length + 1} is missing or unreadable` };
    lines.push(line);
  }
  return { lines, damage: undefined };
}

function parsed(text: string): RightsLine | undefined {
  try {
    return JSON.parse(text) as RightsLine;
  } catch {
    return undefined;
  }
}
