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
const stat = (pid: number): string[] =>
  read(pid, 'stat')
    .replace(/^.*\) /, '')
    .split(' ');

function everyPid(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Children, their children and so on. */
export function descendants(pid: number): number[] {
  const parents = everyPid().map((one) => ({ pid: one, parent: Number(stat(one)[1]) }));
  const below = (of: number): number[] =>
    parents.filter(({ parent }) => parent === of).flatMap((one) => [one.pid, ...below(one.pid)]);
  return below(pid);
}

/** Those that were started with that text in their command line. */
export const processesNaming = (text: string): number[] => everyPid().filter((pid) => read(pid, 'cmdline').includes(text));

export const findDescendant = (pid: number, command: string): number | undefined =>
  descendants(pid).find((one) => read(one, 'comm').trim() === command);

/** The most memory it ever had, in MB. */
export const peakRssMb = (pid: number): number => Number(/VmHWM:\s+(\d+) kB/.exec(read(pid, 'status'))?.[1] ?? 0) / 1024;

/** Processor time so far, in seconds, of all its threads. */
export function cpuSeconds(pid: number): number {
  const fields = stat(pid);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND;
}
