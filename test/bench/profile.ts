import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A stretch of time of a run, in microseconds of the monotonic clock. */
export interface ProfileWindow {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface ProfileLine {
  readonly name: string;
  readonly ms: number;
  /** Of the time in which the thread was not idle. */
  readonly share: number;
}

/** Where one thread of the server spent one window of time. */
export interface ServerProfile {
  readonly thread: string;
  readonly window: string;
  readonly busyMs: number;
  readonly idleMs: number;
  /** By function and file, without what they call. */
  readonly self: readonly ProfileLine[];
  /** By function of ours, with what it calls until the next await. */
  readonly inclusive: readonly ProfileLine[];
  /** By library; native code counts for whoever called it. */
  readonly areas: readonly ProfileLine[];
}

interface CpuProfile {
  readonly nodes: readonly CpuNode[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface CpuNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

const EVERY_US = 500;
const IDLE = '(idle)';

export const profileFlags = (folder: string): string[] => [
  '--cpu-prof',
  `--cpu-prof-dir=${folder}`,
  `--cpu-prof-interval=${EVERY_US}`,
];

/** One profile for each thread and window, from the .cpuprofile files of the newest process in the folder. */
export function readProfiles(folder: string, windows: readonly ProfileWindow[]): ServerProfile[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .sort();
  const newest = names.at(-1);
  if (newest === undefined) throw new Error(`the server left no .cpuprofile in ${folder}`);
  return names
    .filter((name) => partsOf(name).pid === partsOf(newest).pid)
    .flatMap((name) => {
      const profile = JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile;
      const frames = framesOf(profile.nodes);
      const thread = partsOf(name).thread === '0' ? 'window (main thread)' : 'back office';
      return windows.map((window) => ({ thread, ...profileOf(profile, frames, window) }));
    });
}

/** `CPU.<day>.<time>.<process>.<thread>.<count>.cpuprofile` */
function partsOf(name: string): { readonly pid: string | undefined; readonly thread: string | undefined } {
  const [, , , pid, thread] = name.split('.');
  return { pid, thread };
}

interface Frame {
  readonly label: string;
  readonly area: string;
  /** Labels of functions of ours on the way to it, itself included. */
  readonly ours: readonly string[];
}

function framesOf(nodes: readonly CpuNode[]): ReadonlyMap<number, Frame> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const frames = new Map<number, Frame>();
  const left: { node: CpuNode; caller: Frame | undefined }[] = nodes.slice(0, 1).map((node) => ({ node, caller: undefined }));
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const frame = frameOf(next.node, next.caller);
    frames.set(next.node.id, frame);
    for (const id of next.node.children ?? []) {
      const node = byId.get(id);
      if (node !== undefined) left.push({ node, caller: frame });
    }
  }
  return frames;
}

function frameOf({ callFrame: { functionName, url, lineNumber } }: CpuNode, caller: Frame | undefined): Frame {
  const ours = caller?.ours ?? [];
  if (url === '') {
    const isNative = !functionName.startsWith('(') && caller !== undefined;
    const label = isNative ? `${functionName} (native) < ${caller.label}` : functionName;
    return { label, area: isNative ? caller.area : label, ours };
  }
  const file = shortened(url);
  const label = functionName === '' ? `(anonymous)  ${file}:${lineNumber + 1}` : `${functionName}  ${file}`;
  const isOurs = !file.startsWith('npm:') && !file.startsWith('node:');
  return { label, area: areaOf(file), ours: isOurs && !ours.includes(label) ? [...ours, label] : ours };
}

function shortened(url: string): string {
  const inPackage = url.lastIndexOf('/node_modules/');
  return inPackage < 0 ? url.replace(/^.*\/dist\//, '') : `npm:${url.slice(inPackage + '/node_modules/'.length)}`;
}

function areaOf(file: string): string {
  if (file.startsWith('node:')) return 'node';
  const parts = file.split('/');
  return parts.slice(0, /^npm:@/.test(file) || !file.startsWith('npm:') ? 2 : 1).join('/');
}

function profileOf(
  { startTime, samples, timeDeltas }: CpuProfile,
  frames: ReadonlyMap<number, Frame>,
  window: ProfileWindow,
): Omit<ServerProfile, 'thread'> {
  const self = new Map<string, number>();
  const inclusive = new Map<string, number>();
  const areas = new Map<string, number>();
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    at += timeDeltas[index] ?? 0;
    const lasted = timeDeltas[index + 1] ?? 0;
    const frame = frames.get(id);
    if (frame === undefined || at < window.from || at >= window.to) continue;
    add(self, frame.label, lasted);
    add(areas, frame.area, lasted);
    for (const label of frame.ours) add(inclusive, label, lasted);
  }
  const idleUs = self.get(IDLE) ?? 0;
  const busyUs = [...self.values()].reduce((sum, us) => sum + us, 0) - idleUs;
  const lines = (times: ReadonlyMap<string, number>): ProfileLine[] =>
    [...times]
      .filter(([name]) => name !== IDLE)
      .sort(([, a], [, b]) => b - a)
      .map(([name, us]) => ({ name, ms: us / 1000, share: busyUs === 0 ? 0 : us / busyUs }));
  const [bySelf, byInclusive, byArea] = [lines(self), lines(inclusive), lines(areas)];
  return {
    window: window.name,
    busyMs: busyUs / 1000,
    idleMs: idleUs / 1000,
    self: bySelf,
    inclusive: byInclusive,
    areas: byArea,
  };
}

const add = (times: Map<string, number>, name: string, us: number): void => void times.set(name, (times.get(name) ?? 0) + us);
