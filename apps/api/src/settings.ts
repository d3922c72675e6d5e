import { isIP } from 'node:net';
import { isAbsolute, join, resolve } from 'node:path';
import type { SecondFactorRule } from '#identity';

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  readonly eventStoreUrl: string;
  readonly readModelUrl: string;
  readonly redisUrl: string | undefined;
  /** Accounts and cases to look around with, made at the first start of an empty data folder. */
  readonly demo: boolean;
  /** Whether accounts with power, takeovers and publications take two administrators; by the folder where left out. */
  readonly secondAdmin: boolean | undefined;
  readonly secondFactor: SecondFactorRule;
  /** A password that an administrator gives lasts so long unless it is used. */
  readonly initialPasswordDays: number;
  readonly worker: boolean;
  /** What the program does about a record that is damaged: nothing at all, or no more than showing it. */
  readonly onDamage: OnDamage;
  /** Addresses and networks whose X-Forwarded-For is believed; none unless set. */
  readonly trustedProxies: readonly string[];
  /** Whoever starts the program answers for the wall clock, though it is behind the record. */
  readonly clockConfirmed: boolean;
  /** Shared with a worker in a process of its own; without it none is admitted. */
  readonly engineToken: string | undefined;
}

type OnDamage = 'stop' | 'read-only';

/** A setting that cannot be used: which one and what it may be. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const MIN_SECRET = 32;
const FLAGS: Readonly<Record<string, boolean>> = { '1': true, true: true, on: true, '0': false, false: false, off: false };

/** Reads and checks all settings at once, so that the program starts with all of them right or not at all. Throws SettingsError. */
export function readSettings(env: Environment): Settings {
  const dataDir = absolute(env['DATA_DIR'] ?? './data');
  const eventStoreUrl = env['EVENT_STORE_URL'] ?? `sqlite:${dataDir}`;
  const demo = flag(env, 'DEMO', true);
  return {
    port: whole(env, 'PORT', 3000, 0, 65_535),
    host: address(env['HOST'], demo),
    dataDir,
    eventStoreUrl: embedded('EVENT_STORE_URL', eventStoreUrl),
    readModelUrl: sameAs(eventStoreUrl, 'READ_MODEL_URL', env['READ_MODEL_URL']),
    redisUrl: redis(env['REDIS_URL']),
    demo,
    secondAdmin: flag(env, 'SECOND_ADMIN', undefined),
    secondFactor: oneOf(env, 'SECOND_FACTOR', ['off', 'staff']),
    initialPasswordDays: whole(env, 'INITIAL_PASSWORD_DAYS', 7, 1, 90),
    worker: flag(env, 'WORKER', true),
    onDamage: oneOf(env, 'ON_DAMAGE', ['stop', 'read-only']),
    trustedProxies: addresses(env, 'TRUSTED_PROXIES'),
    clockConfirmed: flag(env, 'CLOCK_CONFIRMED', false),
    engineToken: secret(env['ENGINE_TOKEN']),
  };
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/** Everybody knows the passwords of the demonstration: it is shown to this machine alone. */
function address(host: string | undefined, demo: boolean): string {
  if (host === undefined || host === '') return '127.0.0.1';
  if (demo && !LOOPBACK.test(host))
    throw new SettingsError(
      `HOST=${host} would open the demonstration, whose passwords are public, to the network: set DEMO=0, or HOST=127.0.0.1`,
    );
  return host;
}

const absolute = (path: string): string => (isAbsolute(path) ? path : resolve(path));

export const sqliteFolder = (url: string): string => absolute(url.slice('sqlite:'.length));

/** Accounts and sessions lie beside the events, in a file of their own. */
export const identityFile = ({ eventStoreUrl }: Pick<Settings, 'eventStoreUrl'>): string =>
  join(sqliteFolder(eventStoreUrl), 'identity.sqlite');

/** Beside the events too. */
export const securityLogFolder = ({ eventStoreUrl }: Pick<Settings, 'eventStoreUrl'>): string =>
  join(sqliteFolder(eventStoreUrl), 'security-log');

function embedded(name: string, url: string): string {
  if (!url.startsWith('sqlite:') || url === 'sqlite:') throw new SettingsError(`${name} must be sqlite:<folder>, found ${url}`);
  return url;
}

/** In the embedded profile events and screens share one file, and so each commit. */
function sameAs(eventStoreUrl: string, name: string, url = eventStoreUrl): string {
  if (url !== eventStoreUrl)
    throw new SettingsError(`${name} must be the same as EVENT_STORE_URL (${eventStoreUrl}), found ${url}`);
  return url;
}

function redis(url: string | undefined): string | undefined {
  if (url === undefined || url === '') return undefined;
  if (!/^(rediss?|unix):\/\//.test(url))
    throw new SettingsError(`REDIS_URL must begin with redis://, rediss:// or unix://, found ${url}`);
  return url;
}

function secret(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (text.length < MIN_SECRET) throw new SettingsError(`ENGINE_TOKEN must have at least ${MIN_SECRET} characters`);
  return text;
}

function addresses(env: Environment, name: string): string[] {
  const given = (env[name] ?? '').split(/[\s,]+/).filter((text) => text !== '');
  for (const text of given) {
    const [address = '', prefix = '0', ...more] = text.split('/');
    const most = isIP(address) === 6 ? 128 : 32;
    if (isIP(address) === 0 || more.length > 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > most)
      throw new SettingsError(`${name} must be addresses or networks such as 127.0.0.1 or 10.0.0.0/8, found ${text}`);
  }
  return given;
}

function whole(env: Environment, name: string, otherwise: number, min: number, max: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new SettingsError(`${name} must be a whole number from ${min} to ${max}, found ${text}`);
  }
  return value;
}

/** The first of them where nothing is set. */
function oneOf<T extends string>(env: Environment, name: string, values: readonly [T, ...T[]]): T {
  const text = env[name];
  if (text === undefined || text === '') return values[0];
  const value = values.find((one) => one === text);
  if (value === undefined) throw new SettingsError(`${name} must be one of ${values.join(', ')}, found ${text}`);
  return value;
}

function flag<T extends boolean | undefined>(env: Environment, name: string, otherwise: T): boolean | T {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = FLAGS[text.toLowerCase()];
  if (value === undefined) throw new SettingsError(`${name} must be one of ${Object.keys(FLAGS).join(', ')}, found ${text}`);
  return value;
}
