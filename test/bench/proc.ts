import { readdirSync, readFileSync } from 'node:fs';

/** What Linux tells of a process; nothing where it is gone or there is no /proc. */

const TICKS_PER_SECOND = 100;

function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}

/** The fields after the name, which may hold blanks: state, parent, … */
const stat = (pid: number, name = 'stat'): string[] =>
  read(pid, name)
    .replace(/^.*\) /, '')
    .split(' ');

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Children, their children and so on. */
export function descendants(pid: number): number[] {
  const parents = numbersIn('/proc').map((one) => ({ pid: one, parent: Number(stat(one)[1]) }));
  const below = (of: number): number[] =>
    parents.filter(({ parent }) => parent === of).flatMap((one) => [one.pid, ...below(one.pid)]);
  return below(pid);
}

/** Those that were started with that text in their command line. */
export const processesNaming = (text: string): number[] =>
  numbersIn('/proc').filter((pid) => read(pid, 'cmdline').includes(text));

export const findDescendant = (pid: number, command: string): number | undefined =>
  descendants(pid).find((one) => read(one, 'comm').trim() === command);

/** The most memory it ever had, in MB. */
export const peakRssMb = (pid: number): number => Number(/VmHWM:\s+(\d+) kB/.exec(read(pid, 'status'))?.[1] ?? 0) / 1024;

/** Processor time so far, in seconds, of all its threads. */
export const cpuSeconds = (pid: number): number => secondsIn(stat(pid));

/** The same by thread; the first has the number of the process. */
export function cpuSecondsByThread(pid: number): ReadonlyMap<number, number> {
  const threads = numbersIn(`/proc/${pid}/task`);
  return new Map(threads.map((thread) => [thread, secondsIn(stat(pid, `task/${thread}/stat`))]));
}

const secondsIn = (fields: readonly string[]): number => (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND;
