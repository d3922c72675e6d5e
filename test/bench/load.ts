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
import { cpuSeconds, findDescendant, peakRssMb } from './proc.js';
import { profileFlags, readProfile, type ProfileWindow, type ServerProfile } from './profile.js';
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
  /** Of the server, all threads: depends less than the rest on what else the machine does. */
  readonly cpuMicrosPerCommand: number;
}

export interface LoadResult {
  readonly points: readonly Point[];
  readonly rssMb: number;
  readonly redisRssMb: number;
  readonly diskBytesPerCase: number;
  readonly casesStored: number;
  readonly serverComplaints: string;
}

/** A run with errors has no result. */
export class LoadFailed extends Error {}

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
    const { done, cores, window } = await onePoint(worker, request, api);
    if (done.firstError !== undefined) {
      // A server that has died says so a moment later.
      await wait(500);
      throw new LoadFailed(`${done.errors} lanes failed, first: ${done.firstError}\n${api.complaints()}`);
    }
    const point = pointOf(concurrency, done, cores);
    points.push(point);
    windows.push(window);
    casesStored = done.casesEver;
    onPoint(point);
  }
  const rssMb = Math.round(peakRssMb(api.pid));
  const redisRssMb = Math.round(peakRssMb(findDescendant(api.pid, 'redis-server') ?? 0));
  worker.disconnect();
  await api.stop();
  const diskBytesPerCase = Math.round((databaseBytes(dataDir) - emptyBytes) / casesStored);
  if (profileDir !== undefined) for (const profile of readProfile(profileDir, windows)) onProfile(profile);
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

type Cores = Point['cores'];

async function onePoint(
  worker: ChildProcess,
  point: PointRequest,
  api: Api,
): Promise<{ done: PointSamples; cores: Cores; window: ProfileWindow }> {
  const redis = findDescendant(api.pid, 'redis-server') ?? 0;
  const reading = (): Reading => ({ at: microseconds(), used: [api.pid, redis, worker.pid ?? 0].map(cpuSeconds) });
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
  const share = (index: number): number =>
    rounded(((end.used[index] ?? 0) - (begin.used[index] ?? 0)) / ((end.at - begin.at) / 1e6));
  const window = { name: `${point.concurrency} concurrent cases`, from: begin.at, to: end.at };
  return { done, cores: { server: share(0), redis: share(1), load: share(2) }, window };
}

interface Reading {
  readonly at: number;
  readonly used: readonly number[];
}

/** On the clock that a profile uses too. */
const microseconds = (): number => Number(process.hrtime.bigint() / 1000n);

function pointOf(concurrency: number, { samples, measuredMs }: PointSamples, cores: Cores): Point {
  const all = Object.values(samples).flat();
  const { count, ...overall } = percentiles(all);
  const commandsPerSecond = rounded((count * 1000) / measuredMs, 1);
  return {
    concurrency,
    casesPerSecond: rounded(((samples['DeliverCertificate']?.length ?? 0) * 1000) / measuredMs, 1),
    commandsPerSecond,
    ...overall,
    commands: Object.fromEntries(Object.entries(samples).map(([command, own]) => [command, percentiles(own)])),
    cores,
    cpuMicrosPerCommand: Math.round((cores.server * 1e6) / commandsPerSecond),
  };
}

/** The database of a stopped server, with whatever log it left. */
const databaseBytes = (dataDir: string): number =>
  readdirSync(dataDir)
    .filter((name) => name.includes('.sqlite'))
    .reduce((sum, name) => sum + statSync(join(dataDir, name)).size, 0);
