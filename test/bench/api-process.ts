import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface ApiOptions {
  readonly dataDir: string;
  readonly demo?: boolean;
  /** Node flags, for a profile. */
  readonly flags?: readonly string[];
}

export interface Api {
  readonly port: number;
  readonly pid: number;
  /** From the start of the process to the first answer of /health. */
  readonly startMs: number;
  /** Told once, at the first start without demonstration data. */
  readonly adminPassword: string | undefined;
  /** What it wrote to standard error so far, and how it ended if it has. */
  readonly complaints: () => string;
  /** As a power cut for this process does. */
  kill(): Promise<void>;
  /** As Ctrl-C does; throws when it does not end by itself with status 0. */
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../apps/api/src/main.js', import.meta.url));
const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 12_000;
const LOOK_EVERY_MS = 5;

/** The real server as `npm start` runs it, with a data folder, a port and a Redis of its own. */
export async function startApi({ dataDir, demo = false, flags = [] }: ApiOptions): Promise<Api> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [...flags, MAIN], {
    env: environment(dataDir, port, demo),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
  let stopping = false;
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;

  while (!(await isHealthy(port))) {
    if (isOver()) throw new Error(`the server did not start:\n${said}${complained}`);
    if (performance.now() - begun > START_WITHIN_MS)
      throw new Error(`the server was not there after ${START_WITHIN_MS} ms:\n${said}${complained}`);
    await wait(LOOK_EVERY_MS);
  }

  return {
    port,
    pid: child.pid ?? 0,
    startMs: Math.round(performance.now() - begun),
    adminPassword: /password (\S+) \(shown only now\)/.exec(said)?.[1],
    complaints: () =>
      isOver() && !stopping ? `${complained}the server ended with ${child.exitCode ?? child.signalCode}\n` : complained,
    async kill() {
      stopping = true;
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      stopping = true;
      child.kill('SIGTERM');
      const late = wait(STOP_WITHIN_MS, undefined, { ref: false }).then(() => undefined);
      const status = await Promise.race([ended, late]);
      if (status?.[0] !== 0) throw new Error(`the server did not stop as it should (${String(status)}):\n${complained}`);
    },
  };
}

function environment(dataDir: string, port: number, demo: boolean): NodeJS.ProcessEnv {
  const { EVENT_STORE_URL: _events, READ_MODEL_URL: _screens, REDIS_URL: _redis, WORKER: _worker, ...env } = process.env;
  return { ...env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', DEMO: demo ? '1' : '0', SECOND_ADMIN: '0' };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const isHealthy = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get({ port, host: '127.0.0.1', path: '/health', agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });
