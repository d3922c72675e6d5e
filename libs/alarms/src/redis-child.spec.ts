import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import { findRedisServer } from './find-redis-server.js';
import { startPrivateRedis, type PrivateRedis } from './redis-child.js';
import { redisPlace } from './redis-place.js';
import { KEEPER, redisArguments } from './redis-process.js';
import { resolveRedis } from './resolve-redis.js';
import { TestLog, until } from './spec-support.js';

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z');
  } catch {
    return false;
  }
};

const groupOf = (pid: number): string => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[2]!;

async function ask<T>(redis: PrivateRedis, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis({ ...redis.connection, disconnectTimeout: 100 });
  client.on('error', () => undefined);
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}

describe('the private Redis', () => {
  let dataDir: string;
  const running: PrivateRedis[] = [];

  async function start(log = new TestLog()): Promise<PrivateRedis> {
    const redis = await startPrivateRedis({ dataDir, log });
    running.push(redis);
    return redis;
  }

  beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'private-redis-'))));
  afterEach(async () => {
    await Promise.all(running.splice(0).map((redis) => redis.stop()));
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('keeps what it was told, on a socket of its own and in a process group of its own', async () => {
    const first = await start();
    await ask(first, async (client) => {
      await client.set('a', '1');
      expect(await client.config('GET', 'port')).toEqual(['port', '0']);
      expect(await client.config('GET', 'appendfsync')).toEqual(['appendfsync', 'everysec']);
      expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    });
    expect(groupOf(first.pid)).not.toBe(groupOf(process.pid));
    expect(first.connection.path).toBe(join(dataDir, 'redis.sock'));
    await first.stop();
    expect(alive(first.pid)).toBe(false);
    const second = await start();
    expect(await ask(second, (client) => client.get('a'))).toBe('1');
  });

  it('finds a short place for the socket of a long folder', async () => {
    dataDir = join(dataDir, 'x'.repeat(100));
    mkdirSync(dataDir);
    const redis = await start();
    expect(redis.connection.path.length).toBeLessThanOrEqual(100);
    expect(await ask(redis, (client) => client.ping())).toBe('PONG');
    expect(existsSync(join(dataDir, 'redis', 'appendonlydir'))).toBe(true);
    await redis.stop();
    expect(existsSync(dirname(redis.connection.path))).toBe(false);
  });

  it('is started again when it dies', async () => {
    const log = new TestLog();
    const redis = await start(log);
    const { pid } = redis;
    process.kill(pid, 'SIGKILL');
    await until(() => redis.pid !== pid);
    expect(await ask(redis, (client) => client.ping())).toBe('PONG');
    expect(log.lines).toEqual([expect.stringContaining('started again')]);
  });

  it('does not outlive a program that is killed', async () => {
    const program = `import('node:child_process').then(({ spawn }) => {
      spawn('sh', ${JSON.stringify(['-c', KEEPER, findRedisServer(), ...redisArguments(redisPlace(dataDir))])}, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    }); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['-e', program], { stdio: 'ignore' });
    const pidFile = join(dataDir, 'redis', 'redis.pid');
    await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '');
    const pid = Number(readFileSync(pidFile, 'utf8'));
    expect(alive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await until(() => !alive(pid));
  });

  it('starts afresh when its file is damaged', async () => {
    const first = await start();
    await ask(first, (client) => client.set('a', '1'));
    await first.stop();
    const folder = join(dataDir, 'redis', 'appendonlydir');
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.aof')))
      writeFileSync(join(folder, file), 'damaged'.repeat(99));
    const second = await start();
    expect(await ask(second, (client) => client.get('a'))).toBeNull();
  });

  describe('left behind by a program that was killed', () => {
    /** Started by a shell that is gone: nobody's child but the system's. */
    async function leaveBehind(): Promise<number> {
      const args = redisArguments(redisPlace(dataDir));
      spawn('sh', ['-c', `"$0" "$@" &`, findRedisServer()!, ...args], { detached: true, stdio: 'ignore' });
      const pidFile = join(dataDir, 'redis', 'redis.pid');
      await until(() => existsSync(join(dataDir, 'redis.sock')) && existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '');
      return Number(readFileSync(pidFile, 'utf8'));
    }

    it('is taken over, watched, and ended', async () => {
      const orphan = await leaveBehind();
      const redis = await start();
      expect(redis.pid).toBe(orphan);
      process.kill(orphan, 'SIGKILL');
      await until(() => redis.pid !== orphan);
      expect(await ask(redis, (client) => client.ping())).toBe('PONG');
    });

    it('is ended by stop', async () => {
      const orphan = await leaveBehind();
      const redis = await start();
      await redis.stop();
      expect(alive(orphan)).toBe(false);
    });

    it('is replaced when it does not answer', async () => {
      const orphan = await leaveBehind();
      process.kill(orphan, 'SIGSTOP');
      const redis = await start();
      expect(alive(orphan)).toBe(false);
      expect(redis.pid).not.toBe(orphan);
      expect(await ask(redis, (client) => client.ping())).toBe('PONG');
    });
  });

  it('cannot be started without a program, or with one that is none', async () => {
    const odd = join(dataDir, 'redis-server');
    writeFileSync(odd, '#!/bin/sh\nexit 3\n');
    chmodSync(odd, 0o755);
    expect(findRedisServer(dataDir)).toBe(odd);
    expect(findRedisServer('/nowhere')).toBeUndefined();
    await expect(startPrivateRedis({ dataDir, binary: odd })).rejects.toThrow('did not start');
    await expect(startPrivateRedis({ dataDir, binary: '/nowhere/redis-server' })).rejects.toThrow('did not start');
  });

  describe('is one of three kinds', () => {
    it('the one that is given, without its password in the log', async () => {
      const resolved = await resolveRedis({ url: 'redis://me:secret@redis.example:6379/2', dataDir });
      expect(resolved).toMatchObject({ kind: 'url', connection: 'redis://me:secret@redis.example:6379/2' });
      expect(resolved.line).toBe('Redis at redis://***@redis.example:6379/2');
    });

    it('a private one', async () => {
      const resolved = await resolveRedis({ dataDir });
      expect(resolved).toMatchObject({ kind: 'private', connection: { path: join(dataDir, 'redis.sock') } });
      await resolved.stop();
    });

    it('or none', async () => {
      const { kind, connection, line } = await resolveRedis({ dataDir, binary: '/nowhere/redis-server' });
      expect({ kind, connection }).toEqual({ kind: 'none', connection: undefined });
      expect(line).toContain('time limits are kept by the 15 s sweep alone');
    });
  });
});
