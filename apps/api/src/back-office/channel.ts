import type { Log } from '#engine';
import type { About, BackOffice } from './back-office.js';

type Method = Exclude<keyof BackOffice, 'about'>;
const METHODS = Object.keys({
  begin: true,
  execute: true,
  consider: true,
  ask: true,
  expire: true,
  reduce: true,
  ready: true,
  close: true,
} satisfies Readonly<Record<Method, true>>) as Method[];

/** What passes between the two threads, as JSON: calls to the back office in one direction, replies in the other. */
export type Call = readonly [id: number, method: Method, ...asked: unknown[]];
export type Reply = readonly [id: number, answer: unknown] | readonly [id: number, nothing: null, fault: Fault];

/** Beside a batch of replies, which is a string. */
export type Notice =
  | { readonly is: 'open'; readonly about: About }
  | { readonly is: 'not-open'; readonly fault: Fault }
  | { readonly is: 'log'; readonly level: keyof Log; readonly line: string };

/** What is left of an error on the other side: enough to tell which one it is and where it came from. */
export interface Fault {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
}

export function faultOf(thrown: unknown): Fault {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown), stack: undefined, code: undefined };
  const { code } = thrown as NodeJS.ErrnoException;
  return { name: thrown.name, message: thrown.message, stack: thrown.stack, code: typeof code === 'string' ? code : undefined };
}

export const errorOf = ({ name, message, stack, code }: Fault): Error =>
  Object.assign(new Error(message), { name, stack: stack ?? message }, code === undefined ? {} : { code });

/**
 * Collects what comes until `later` runs what it was given, or there are `most`, and sends it as one piece of JSON. Requests come from many sockets in one turn of
 * the event loop: setImmediate. Replies follow on one commit, all in step: queueMicrotask, so that none waits for the next commit.
 */
export function createOutbox<T>(
  later: (run: () => void) => void,
  send: (batch: string) => void,
  most = Infinity,
): (item: T) => void {
  let waiting: T[] = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    send(JSON.stringify(batch));
  };
  return (item) => {
    const count = waiting.push(item);
    if (count >= most) flush();
    else if (count === 1) later(flush);
  };
}

export function officeBy(about: About, call: (method: Method, asked: unknown[]) => Promise<unknown>): BackOffice {
  const methods = METHODS.map((method) => [method, (...asked: unknown[]) => call(method, asked)]);
  return { about, ...(Object.fromEntries(methods) as Omit<BackOffice, 'about'>) };
}

export const callBy = (office: BackOffice, method: Method, asked: unknown[]): Promise<unknown> =>
  (office[method] as (...asked: unknown[]) => Promise<unknown>)(...asked);

/** The same back office in the same thread, with every question and answer copied as on the way to another: what JSON loses is lost here too. */
export const withinThread = (office: BackOffice): BackOffice =>
  officeBy(office.about, async (method, asked) => copied(await callBy(office, method, copied(asked))));

const copied = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T));
