import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Instant } from '#kernel';
import type { Deadline, DeadlineRecord, Log } from './deadline.js';
import { findRedisServer } from './find-redis-server.js';
import { redisPlace } from './redis-place.js';
import { endRedis, spawnRedis, type RedisProcess } from './redis-process.js';

export class TestRedis {
  readonly folder = mkdtempSync(join(tmpdir(), 'alarms-'));
  readonly #place = redisPlace(this.folder);
  readonly connection = { path: this.#place.socket };
  #process: RedisProcess | undefined;
  #client: Redis | undefined;

  async start(): Promise<this> {
    this.#process = await spawnRedis(findRedisServer()!, this.#place);
    return this;
  }

  get client(): Redis {
    return (this.#client ??= new Redis({ ...this.connection, disconnectTimeout: 100 }).on('error', () => undefined));
  }

  signal(name: NodeJS.Signals): void {
    process.kill(this.#process!.pid, name);
  }

  /** kill -9 and the loss of everything on disk. */
  async crash(): Promise<void> {
    this.signal('SIGKILL');
    await this.#process!.exited;
    rmSync(join(this.#place.folder, 'appendonlydir'), { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    this.#client?.disconnect();
    if (this.#process !== undefined) await endRedis(this.#process, this.#place);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A record in memory, with the guard that every real one has: a deadline takes effect once. */
export class TestRecord implements DeadlineRecord {
  readonly open = new Map<string, Deadline>();
  readonly calls: Deadline[] = [];
  readonly effects = new Map<string, number>();
  readonly #events = new EventEmitter();

  add(...deadlines: readonly Deadline[]): readonly Deadline[] {
    for (const deadline of deadlines) this.open.set(deadline.id, deadline);
    return deadlines;
  }

  async due(now: Instant, limit: number): Promise<readonly Deadline[]> {
    const due = [...this.open.values()].filter(({ dueAt }) => dueAt <= now);
    return due.sort((a, b) => a.dueAt - b.dueAt).slice(0, limit);
  }

  async all(afterId: string | undefined, limit: number): Promise<readonly Deadline[]> {
    const ids = [...this.open.keys()].sort();
    const from = afterId === undefined ? 0 : ids.findIndex((id) => id > afterId);
    return from < 0 ? [] : ids.slice(from, from + limit).map((id) => this.open.get(id)!);
  }

  readonly onDue = async (deadline: Deadline): Promise<void> => {
    this.calls.push(deadline);
    if (this.open.delete(deadline.id)) this.effects.set(deadline.id, (this.effects.get(deadline.id) ?? 0) + 1);
    this.#events.emit('fired');
  };

  firedIds(): string[] {
    return [...this.effects.keys()].sort();
  }

  async fired(...ids: readonly string[]): Promise<void> {
    while (!ids.every((id) => this.effects.has(id))) await once(this.#events, 'fired');
  }

  async firedCount(count: number): Promise<void> {
    while (this.effects.size < count) await once(this.#events, 'fired');
  }
}

export class TestLog implements Log {
  readonly lines: string[] = [];
  readonly info = (line: string): void => void this.lines.push(line);
  readonly warn = this.info;
  readonly error = this.info;
}

export const machineClock = { now: () => Date.now() as Instant };

export const deadline = (id: string, dueAt: number, version = 1): Deadline => ({ id, version, dueAt: dueAt as Instant });

export const soon = (id: string, ms: number, version = 1): Deadline => deadline(id, Date.now() + ms, version);

/** For what gives no event, such as the state of a connection. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(5);
}
