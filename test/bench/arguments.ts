import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const PARTS = ['start', 'load', 'rebuild', 'alarms', 'sign-in'] as const;
export type Part = (typeof PARTS)[number];

export interface Arguments {
  readonly parts: readonly Part[];
  /** Concurrent cases, one point of the load each. */
  readonly concurrency: readonly number[];
  /** Measured time of a point; the warm-up comes before it. */
  readonly seconds: number;
  readonly warmUp: number;
  readonly json: string;
  /** At least so many in the log that is rebuilt from. */
  readonly events: number;
  /** Also the lateness without any Redis, which takes half a minute. */
  readonly sweep: boolean;
  readonly profile: boolean;
  /** Where the .cpuprofile is kept; deleted where left out. */
  readonly profileDir: string | undefined;
}

export const USAGE = `usage: npm run bench -- [options]
  --only ${PARTS.join('|')}   one part; may be given more than once
  --concurrency 1,16,64   concurrent cases of the load's points
  --seconds 10            measured time of a point      --warm-up 2   seconds before it
  --events 200000         at least so many in the log that the screens are rebuilt from
  --sweep                 also the lateness of alarms without Redis (30 s more)
  --profile               where the server's time goes  --profile-dir DIR   keeps the .cpuprofile
  --json FILE             the results (default: one-window-bench.json in the folder for temporary files)`;

/** Throws an Error that says what is wrong. */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [...PARTS] },
      concurrency: { type: 'string', default: '1,16,64' },
      seconds: { type: 'string', default: '10' },
      'warm-up': { type: 'string', default: '2' },
      json: { type: 'string', default: join(tmpdir(), 'one-window-bench.json') },
      events: { type: 'string', default: '200000' },
      sweep: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      'profile-dir': { type: 'string' },
    },
  });
  const unknown = values.only.find((name) => !(PARTS as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Error(`--only ${unknown}: one of ${PARTS.join(', ')}`);
  return {
    parts: PARTS.filter((part) => values.only.includes(part)),
    concurrency: values.concurrency.split(',').map((text) => amount('--concurrency', text, 1, 512)),
    seconds: amount('--seconds', values.seconds, 1, 3600),
    warmUp: amount('--warm-up', values['warm-up'], 0, 600),
    json: values.json,
    events: amount('--events', values.events, 10, 10_000_000),
    sweep: values.sweep,
    profile: values.profile || values['profile-dir'] !== undefined,
    profileDir: values['profile-dir'],
  };
}

function amount(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw new Error(`${name} ${text}: a whole number from ${min} to ${max}`);
}
