import type { Log } from '#engine';
import type { About, BackOffice } from './back-office.js';

/** What passes between the two threads, as JSON: calls to the back office in one direction, replies in the other. */
export type Method = Exclude<keyof BackOffice, 'about'>;

export type Call = readonly [id: number, method: Method, ask: unknown];
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
