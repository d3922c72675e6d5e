import type { AlarmsResult, Lateness } from './alarms.js';
import type { LoadResult, Point } from './load.js';
import type { Machine } from './machine.js';
import type { ProfileLine, ServerProfile } from './profile.js';
import type { RebuildResult } from './rebuild.js';
import type { SignInTimes } from './sign-in.js';
import type { StartTimes } from './start.js';

/** What was measured; a part that did not run is not there. */
export interface Results extends Partial<LoadResult>, Partial<StartTimes> {
  readonly rebuild?: RebuildResult;
  readonly alarms?: AlarmsResult;
  readonly sweep?: Lateness;
  readonly signIn?: SignInTimes;
  readonly machine?: Machine;
}

/** The numbers of the issue, shown beside what was reached. */
const COMMANDS_PER_SECOND: Readonly<Record<number, number>> = { 16: 2500, 64: 3000 };

export const POINT_HEADER = row([
  'conc.',
  'cases/s',
  'commands/s',
  'p50 ms',
  'p99 ms',
  'max ms',
  'cores: server',
  'redis',
  'load',
  'us a command: all',
  'window',
  'office',
  'rest',
  'goal',
]);

export function pointRow(point: Point): string {
  const { concurrency, casesPerSecond, commandsPerSecond, p50Ms, p99Ms, maxMs, cores, cpuMicrosPerCommand } = point;
  const { server, redis, load } = cores;
  const { all, window, office, rest } = cpuMicrosPerCommand;
  return row([
    concurrency,
    casesPerSecond,
    commandsPerSecond,
    p50Ms,
    p99Ms,
    maxMs,
    server,
    redis,
    load,
    all,
    window,
    office,
    rest,
    goalOf(point),
  ]);
}

function goalOf({ concurrency, commandsPerSecond, p50Ms, p99Ms }: Point): string {
  if (concurrency === 1) return mark(p50Ms <= 1.5, 'p50 <= 1.5');
  const goal = COMMANDS_PER_SECOND[concurrency];
  if (goal === undefined) return '';
  return concurrency === 64
    ? mark(commandsPerSecond >= goal && p99Ms <= 50, `>= ${goal}, p99 <= 50`)
    : mark(commandsPerSecond >= goal, `>= ${goal}`);
}

export function commandRows({ commands }: Point): string {
  const head = ['', 'count', 'p50 ms', 'p99 ms', 'max ms'];
  const lines = Object.entries(commands).map(([name, { count, p50Ms, p99Ms, maxMs }]) => [
    `  ${name}`,
    count,
    p50Ms,
    p99Ms,
    maxMs,
  ]);
  return [head, ...lines]
    .map(([name = '', ...cells]) => String(name).padEnd(22) + cells.map((cell) => String(cell).padStart(9)).join(''))
    .join('\n');
}

function row(cells: readonly (string | number)[]): string {
  const widths = [5, 9, 12, 8, 8, 8, 15, 7, 6, 19, 8, 8, 6];
  return cells.map((cell, index) => (widths[index] === undefined ? `  ${cell}` : String(cell).padStart(widths[index]))).join('');
}

/** Everything but the points, one line each. */
export function summary(results: Results): string {
  const { rebuild, alarms, sweep } = results;
  const lines: (string | undefined)[] = [
    line('peak memory of the server', results.rssMb, 'MB', 300),
    line('peak memory of its Redis', results.redisRssMb, 'MB'),
    line('disk', results.diskBytesPerCase, 'bytes a case', 12_000),
    rebuild &&
      line(
        `screens rebuilt from ${rebuild.events} events`,
        rebuild.seconds,
        `s (${rebuild.cpuSeconds} s of processor, ${rebuild.rssMb} MB)`,
        5,
      ),
    alarms &&
      `${`${alarms.armed} alarms armed`.padEnd(44)} ${alarms.armPerSecond} a second  ${mark(alarms.armPerSecond >= 15_000, '>= 15000')}`,
    late('lateness', alarms, 100),
    late('lateness by the sweep alone', sweep, 16_000),
    line('first start', results.startFirstMs, 'ms', 15_000),
    line('second start', results.startSecondMs, 'ms', 3000),
    line('first start with demonstration data', results.startFirstDemoMs, 'ms', 15_000),
    line('second start with demonstration data', results.startSecondDemoMs, 'ms', 3000),
    line('start after kill -9', results.startAfterKillMs, 'ms', 5000),
    line('sign-in, wrong password', results.signIn?.wrongMs, 'ms'),
    line('sign-in, unknown user', results.signIn?.unknownMs, 'ms'),
    line('a session recognised', results.signIn?.recogniseUs, 'us', 15),
  ];
  return lines.filter((text) => text !== undefined).join('\n');
}

function line(name: string, value: number | undefined, unit: string, atMost?: number): string | undefined {
  if (value === undefined) return undefined;
  return `${name.padEnd(44)} ${value} ${unit}${atMost === undefined ? '' : `  ${mark(value <= atMost, `<= ${atMost}`)}`}`;
}

function late(name: string, result: Lateness | undefined, atMost: number): string | undefined {
  if (result === undefined) return undefined;
  const { due, latenessP50Ms, latenessP99Ms } = result;
  return `${`${name}, ${due} due in 10 s`.padEnd(44)} p50 ${latenessP50Ms} ms, p99 ${latenessP99Ms} ms  ${mark(latenessP99Ms <= atMost, `p99 <= ${atMost}`)}`;
}

const mark = (reached: boolean, goal: string): string => `${reached ? '✓' : '✗'} ${goal}`;

const TOP_SELF = 25;
const TOP_INCLUSIVE = 25;
const TOP_AREAS = 20;

export function profileTables({ thread, window, busyMs, idleMs, self, inclusive, areas }: ServerProfile): string {
  return [
    `\n${thread}, ${window}: busy ${Math.round(busyMs)} ms, idle ${Math.round(idleMs)} ms`,
    'self time by function and file',
    ...self.slice(0, TOP_SELF).map(profileRow),
    'time of our own functions with what they call',
    ...inclusive.slice(0, TOP_INCLUSIVE).map(profileRow),
    'by library, native code with its caller',
    ...areas.slice(0, TOP_AREAS).map(profileRow),
  ].join('\n');
}

const profileRow = ({ name, ms, share }: ProfileLine): string =>
  `${(share * 100).toFixed(1).padStart(6)} % ${String(Math.round(ms)).padStart(7)} ms  ${name}`;
