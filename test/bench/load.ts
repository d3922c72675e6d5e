import { fork, type ChildProcess } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startApi, type Api } from './api-process.js';
import type { Arguments } from './arguments.js';
import { materialsToday, stepsWith } from './case-script.js';
import type { LaneOptions } from './lane.js';
import type { PointRequest, PointSamples } from './load-point.js';
import type { FromWorker, ToWorker } from './load-worker.js';
import { createPeople, type People } from './people.js';
import { percentiles, rounded, type Percentiles } from './percentiles.js';
import { cpuSeconds, cpuSecondsByThread, findDescendant, peakRssMb } from './proc.js';
import { profileFlags, readProfiles, type ProfileWindow, type ServerProfile } from './profile.js';
import { remove, temporaryFolder } from './sandbox.js';

export interface Point {
  readonly concurrency: number;
  readonly casesPerSecond: number;
  readonly commandsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly commands: Readonly<Record<string, Percentiles>>;
  /** Processor time per second of each process: 1 is a whole core. */
  readonly cores: Readonly<Record<'server' | 'redis' | 'load', number>>;
  /** Of the server: depends less than the rest on what else the machine does. */
  readonly cpuMicrosPerCommand: CpuOfServer;
}

/** `window` is the thread that speaks HTTP, `office` the busiest other one, `rest` what V8 and libuv do beside them. */
type CpuOfServer = Readonly<Record<'all' | 'window' | 'office' | 'rest', number>>;

export interface LoadResult {
  readonly points: readonly Point[];
  readonly rssMb: number;
  readonly redisRssMb: number;
  readonly diskBytesPerCase: number;
  readonly casesStored: number;
  readonly serverComplaints: string;
}

/** A run with errors has no result. */
class LoadFailed extends Error {}

export async function measureLoad(
  args: Arguments,
  onPoint: (point: Point) => void,
  onProfile: (profile: ServerProfile) => void,
): Promise<LoadResult> {
  const dataDir = temporaryFolder('load');
  const profileDir = args.profile ? (args.profileDir ?? temporaryFolder('profile')) : undefined;
  const people = await preparedPeople(dataDir, Math.max(...args.concurrency));
  const emptyBytes = databaseBytes(dataDir);
  // Started again: what is measured has neither hashed a password nor warmed up by anything but the load itself.
  const api = await startApi({ dataDir, flags: profileDir === undefined ? [] : profileFlags(profileDir) });
  const worker = fork(fileURLToPath(new URL('./load-worker.js', import.meta.url)), { serialization: 'advanced', execArgv: [] });
  worker.send({ lanes: lanesOf(api.port, people) } satisfies ToWorker);

  const windows: ProfileWindow[] = [];
  const points: Point[] = [];
  let casesStored = 0;
  // The compiler has seen the load before the first point, which is the thinnest.
  if (args.warmUp > 0)
    await onePoint(worker, { concurrency: Math.max(...args.concurrency), warmUpMs: args.warmUp * 1000, measuredMs: 1 }, api);
  for (const concurrency of args.concurrency) {
    const request = { concurrency, warmUpMs: args.warmUp * 1000, measuredMs: args.seconds * 1000 };
    const { done, ...used } = await onePoint(worker, request, api);
    if (done.firstError !== undefined) {
      // A server that has died says so a moment later.
      await wait(500);
      throw new LoadFailed(`${done.errors} lanes failed, first: ${done.firstError}\n${api.complaints()}`);
    }
    const point = pointOf(concurrency, done, used);
    points.push(point);
    windows.push(used.window);
    casesStored = done.casesEver;
    onPoint(point);
  }
  const rssMb = Math.round(peakRssMb(api.pid));
  const redisRssMb = Math.round(peakRssMb(findDescendant(api.pid, 'redis-server') ?? 0));
  worker.disconnect();
  await api.stop();
  const diskBytesPerCase = Math.round((databaseBytes(dataDir) - emptyBytes) / casesStored);
  if (profileDir !== undefined) for (const profile of readProfiles(profileDir, windows)) onProfile(profile);
  remove(dataDir);
  return { points, rssMb, redisRssMb, diskBytesPerCase, casesStored, serverComplaints: api.complaints() };
}

async function preparedPeople(dataDir: string, lanes: number): Promise<People> {
  const api = await startApi({ dataDir });
  if (api.adminPassword === undefined) throw new Error("the server did not tell the first administrator's password");
  const people = await createPeople(api.port, api.adminPassword, lanes);
  await api.stop();
  return people;
}

function lanesOf(port: number, { applicants, tokens, team }: People): LaneOptions[] {
  const shared = { port, steps: stepsWith(team), materials: materialsToday() };
  return applicants.map(({ body, token }, index) => ({ ...shared, index, body, tokens: { ...tokens, applicant: token } }));
}

interface Used {
  readonly cores: Point['cores'];
  /** Processor time of the server in the window, in seconds. */
  readonly server: CpuOfServer;
  readonly window: ProfileWindow;
}

async function onePoint(worker: ChildProcess, point: PointRequest, api: Api): Promise<Used & { done: PointSamples }> {
  const redis = findDescendant(api.pid, 'redis-server') ?? 0;
  const reading = (): Reading => ({
    at: microseconds(),
    used: [api.pid, redis, worker.pid ?? 0].map(cpuSeconds),
    threads: cpuSecondsByThread(api.pid),
  });
  const edges = { begin: reading(), end: reading() };
  const done = await new Promise<PointSamples>((resolve, reject) => {
    const onMessage = (message: FromWorker): void => {
      if ('window' in message) return void (edges[message.window] = reading());
      worker.off('message', onMessage).off('exit', onExit);
      resolve(message.done);
    };
    const onExit = (status: number | null): void => reject(new Error(`the load worker ended with status ${status}`));
    worker.on('message', onMessage).on('exit', onExit);
    worker.send({ point } satisfies ToWorker);
  });
  const { begin, end } = edges;
  const used = (index: number): number => (end.used[index] ?? 0) - (begin.used[index] ?? 0);
  const share = (index: number): number => rounded(used(index) / ((end.at - begin.at) / 1e6));
  const window = { name: `${point.concurrency} concurrent cases`, from: begin.at, to: end.at };
  const server = byThread(api.pid, used(0), begin.threads, end.threads);
  return { done, cores: { server: share(0), redis: share(1), load: share(2) }, server, window };
}

function byThread(pid: number, all: number, begin: Reading['threads'], end: Reading['threads']): CpuOfServer {
  const since = (thread: number): number => (end.get(thread) ?? 0) - (begin.get(thread) ?? 0);
  const window = since(pid);
  const office = Math.max(0, ...[...end.keys()].filter((thread) => thread !== pid).map(since));
  return { all, window, office, rest: all - window - office };
}

interface Reading {
  readonly at: number;
  readonly used: readonly number[];
  readonly threads: ReadonlyMap<number, number>;
}

/** On the clock that a profile uses too. */
const microseconds = (): number => Number(process.hrtime.bigint() / 1000n);

function pointOf(concurrency: number, { samples, measuredMs }: PointSamples, { cores, server }: Used): Point {
  const all = Object.values(samples).flat();
  const { count, ...overall } = percentiles(all);
  const commandsPerSecond = rounded((count * 1000) / measuredMs, 1);
  const microsPerCommand = (seconds: number): number => (count === 0 ? 0 : Math.round((seconds * 1e6) / count));
  return {
    concurrency,
    casesPerSecond: rounded(((samples['DeliverCertificate']?.length ?? 0) * 1000) / measuredMs, 1),
    commandsPerSecond,
    ...overall,
    commands: Object.fromEntries(Object.entries(samples).map(([command, own]) => [command, percentiles(own)])),
    cores,
    cpuMicrosPerCommand: {
      all: microsPerCommand(server.all),
      window: microsPerCommand(server.window),
      office: microsPerCommand(server.office),
      rest: microsPerCommand(server.rest),
    },
  };
}

/** The database of a stopped server, with whatever log it left. */
const databaseBytes = (dataDir: string): number =>
  readdirSync(dataDir)
    .filter((name) => name.includes('.sqlite'))
    .reduce((sum, name) => sum + statSync(join(dataDir, name)).size, 0);
