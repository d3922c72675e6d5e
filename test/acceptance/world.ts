import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedisServer, type Alarms } from '#alarms';
import { SimulatedClock, type Clock, type DataSource, type Log } from '#engine';
import type { EventStore } from '#event-store';
import type { Account } from '#identity';
import { instant, isRejection, type Instant } from '#kernel';
import { withinThread } from '../../apps/api/src/back-office/channel.js';
import { openBackOffice, type OpenedBackOffice } from '../../apps/api/src/back-office/open-back-office.js';
import { openHost, type Host } from '../../apps/api/src/host.js';
import { startServer, type Server } from '../../apps/api/src/server.js';
import { readSettings } from '../../apps/api/src/settings.js';
import { HttpClient } from './http-client.js';
import { PASSWORD, PEOPLE, type Who } from './people.js';

/** A person signed in. */
export class Caller extends HttpClient {
  constructor(
    url: string,
    token: string,
    readonly account: Account,
  ) {
    super(url, token);
  }
}

/** The real program, over HTTP, on a clock that the test sets. */
export interface World {
  readonly host: Host & Pick<OpenedBackOffice, 'law' | 'engine' | 'readModels'> & { readonly alarms: Alarms };
  readonly server: Server;
  readonly clock: SimulatedClock;
  readonly dataDir: string;
  /** Somebody who is not signed in. */
  readonly anybody: HttpClient;
  /** What the program told its log. */
  readonly log: readonly string[];
  /** Signs in, with an account made at the first time. */
  as(who: Who): Promise<Caller>;
  /** What is sent, with the account in the place of each person: `@reviewer`. */
  named<T>(content: T): Promise<T>;
  /** It becomes `2026-03-02T10:00` in Shanghai: every limit that runs out on the way does so at its own instant, by an alarm. */
  at(text: string): Promise<void>;
  /** Resolves when no limit is left that has run out, and every process has reacted. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly at: string;
  /** A private Redis where left out. */
  readonly redisUrl?: string;
  /** A folder of an earlier world, which then keeps it. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Asked beside the embedded register. */
  readonly sources?: readonly DataSource[];
  /** 15 s where left out. */
  readonly sweepEveryMs?: number;
  /** Makes the clock of each thread; where left out the back office has one that is set by hand. */
  readonly clocks?: () => Clock;
}

const PATIENCE_MS = 120_000;

/** `2026-03-02T10:00` or `2026-03-02T10:00:00`, in Shanghai. */
export const shanghai = (text: string): Instant => instant(`${text.length === 16 ? `${text}:00` : text}+08:00`);

/** Opens host and server on free ports and a folder of their own. Without redis-server it throws: nothing passes silently. */
export async function openWorld(options: WorldOptions): Promise<World> {
  if (findRedisServer() === undefined) {
    throw new Error('no redis-server on the PATH: alarms are tested through a real one (apt-get install redis-server)');
  }
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'ow-acceptance-'));
  const clock = new SimulatedClock(shanghai(options.at));
  const lines: string[] = [];
  const log = logInto(lines);
  const settings = readSettings({
    DATA_DIR: dataDir,
    PORT: '0',
    DEMO: 'off',
    SECOND_ADMIN: 'off',
    ...(options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl }),
    ...options.env,
  });
  const { office, alarms, ...parts } = await openBackOffice({
    settings,
    clock: options.clocks?.() ?? clock,
    log,
    sources: options.sources ?? [],
    ...(options.sweepEveryMs === undefined ? {} : { sweepEveryMs: options.sweepEveryMs }),
  });
  const host = {
    ...parts,
    ...(await openHost({ settings, log, office: withinThread(office), ...(options.clocks && { clock: options.clocks() }) })),
    alarms: alarms(),
  };
  if (options.redisUrl === undefined && host.alarms.status().redis !== 'up') {
    throw new Error(`the private Redis did not start: ${lines.join('; ')}`);
  }
  const server = await startServer(host, { host: '127.0.0.1', port: 0 });
  const { url } = server;
  const callers = new Map<Who, Promise<Caller>>();
  const as = (who: Who): Promise<Caller> => {
    const caller = callers.get(who) ?? signIn(host, new HttpClient(url), who);
    callers.set(who, caller);
    return caller;
  };

  async function settled(): Promise<void> {
    await eventually(host.engine.store, 'the limits that have run out are dealt with', async () => {
      return (await host.readModels.due(clock.now(), 1)).length === 0;
    });
    if (!(await host.engine.caughtUp(PATIENCE_MS))) throw new Error('the processes did not catch up');
  }

  return {
    host,
    server,
    clock,
    dataDir,
    anybody: new HttpClient(url),
    log: lines,
    settled,
    as,
    async named(content) {
      let text = JSON.stringify(content);
      for (const [, who] of text?.matchAll(/"@([a-z-]+)"/g) ?? [])
        text = text.replace(`"@${who}"`, `"${(await as(who as Who)).account.id}"`);
      return text === undefined ? content : (JSON.parse(text) as typeof content);
    },
    async at(text) {
      const target = shanghai(text);
      for (;;) {
        await settled();
        const [next] = await host.readModels.due(target, 1);
        if (next === undefined) break;
        clock.set(next.dueAt);
        await host.alarms.clockJumped();
      }
      clock.set(target);
      await host.alarms.clockJumped();
    },
    async close() {
      await server.close();
      await host.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true });
    },
  };
}

async function signIn({ identity }: Host, client: HttpClient, who: Who): Promise<Caller> {
  const { roles, ...more } = PEOPLE[who];
  if (identity.findAccount(who) === undefined) {
    const uscc = 'body' in more ? { uscc: more.body.uscc } : {};
    const made = await identity.createAccount({ username: who, displayName: who, password: PASSWORD, roles, ...uscc });
    if (isRejection(made)) throw new Error(made.en);
  }
  const { status, body } = await client.post<{ token: string; account: Account }>('/api/sessions', {
    username: who,
    password: PASSWORD,
  });
  if (status !== 201) throw new Error(`${who} cannot sign in: ${JSON.stringify(body)}`);
  return new Caller(client.url, body.token, body.account);
}

/** Looks again after every commit until the condition holds: nothing here waits for time to pass. */
export async function eventually(store: EventStore, what: string, holds: () => Promise<boolean>): Promise<void> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const from = await store.head();
  if (await holds()) return;
  for await (const _events of store.subscribeAll(from, patience)) if (await holds()) return;
  throw new Error(`waited ${PATIENCE_MS / 1000} s in vain until ${what}`);
}

const logInto = (lines: string[]): Log => ({
  info: (line) => void lines.push(line),
  warn: (line) => void lines.push(`warning: ${line}`),
  error: (line) => void lines.push(`error: ${line}`),
});
