import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#engine';
import type { Sandbox } from './sandbox.js';
import { until } from './until.js';

const ROOT = projectRoot();
const HERE = join(ROOT, 'test/faults/support');

export interface ServerOptions {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Loaded before the program, for controls that spoil it. */
  readonly preload?: string;
  /** The folder with package.json and dist/. */
  readonly root?: string;
}

export interface Ready {
  /** Position of the last event. */
  readonly events: string;
  readonly status: 'ready' | 'degraded' | 'damaged';
  readonly processes: 'caught-up' | 'behind';
  readonly storage: { readonly status: 'ok' | 'failing'; readonly reason?: string };
  readonly clock: { readonly status: 'believed' | 'suspicious' };
  readonly alarms: { readonly redis: 'up' | 'down' | 'none'; readonly armed?: number };
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** From the start of the process, or from the last signal sent by `signal`. */
  readonly ms: number;
}

/** With the milliseconds from its start to its first answer. */
export type StartedServer = Server & { readonly startMs: number };

/** The real program as `npm start` runs it, on a free port, with a data folder and a private Redis of its own. */
export class Server {
  readonly #child: ChildProcess;
  readonly #said = new EventEmitter();
  #since = performance.now();
  #output = '';
  #errors = '';
  /** Resolves when the process is gone and all that it wrote has been read. */
  readonly exited: Promise<Exit>;

  constructor(sandbox: Sandbox, { dataDir, env = {}, preload, root = ROOT }: ServerOptions) {
    const imports = [join(HERE, 'end-with-parent.mjs'), ...(preload === undefined ? [] : [join(HERE, preload)])];
    this.#child = sandbox.child(
      spawn(process.execPath, [...imports.flatMap((file) => ['--import', file]), join(root, 'dist/apps/api/src/main.js')], {
        env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0', DEMO: '0', SECOND_ADMIN: '0', ...env },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      }),
    );
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
      this.#said.emit('line');
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    this.exited = once(this.#child, 'close').then(([code, signal]) => {
      this.#said.emit('end');
      return { code, signal, ms: performance.now() - this.#since };
    });
  }

  /** Resolves as soon as it serves, with the milliseconds since its start. Throws when it ends before. */
  static async start(sandbox: Sandbox, options: ServerOptions): Promise<StartedServer> {
    const begun = performance.now();
    const server = new Server(sandbox, options);
    await server.says(/One Window: http:\S+:\d+/);
    const health = await fetch(`${server.url}/health`);
    if (!health.ok) throw new Error(`/health answered ${health.status}`);
    return Object.assign(server, { startMs: performance.now() - begun });
  }

  /** Resolves with the match once its standard output has it. Throws when the process ends before. */
  async says(what: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = what.exec(this.#output);
      if (match !== null) return match;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`the server ended:\n${this.#output}${this.#errors}`);
      await Promise.race([once(this.#said, 'line'), once(this.#said, 'end')]);
    }
  }

  get url(): string {
    return /One Window: (http:\S+)/.exec(this.#output)?.[1] ?? '';
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Told once, at the first start. */
  get adminPassword(): string {
    const password = /password (\S+) \(shown only now\)/.exec(this.#output)?.[1];
    if (password === undefined) throw new Error('no password was shown');
    return password;
  }

  get errors(): string {
    return this.#errors;
  }

  async ready(): Promise<Ready> {
    return (await (await fetch(`${this.url}/ready`)).json()) as Ready;
  }

  /** Waits until /ready says what is wanted. */
  async reaches(wanted: (ready: Ready) => boolean): Promise<void> {
    await until('/ready as wanted', async () => wanted(await this.ready()) || undefined);
  }

  /** SIGSTOP; resolves when it stands still. */
  async freeze(): Promise<void> {
    this.#child.kill('SIGSTOP');
    const stat = `/proc/${this.#child.pid}/stat`;
    await until('a stop', () => readFileSync(stat, 'latin1').includes(') T ') || undefined);
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  /** Sends a signal and waits for the end. */
  signal(name: NodeJS.Signals): Promise<Exit> {
    this.#since = performance.now();
    this.#child.kill(name);
    return this.exited;
  }
}
