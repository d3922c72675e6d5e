import type { Log } from '#engine';
import type { About, BackOffice } from './back-office.js';

/** What passes between the two threads, as JSON: calls to the back office in one direction, replies in the other. */
export type Method = Exclude<keyof BackOffice, 'about'>;
export type Ask<M extends Method> = Parameters<BackOffice[M]>[0];
export type Answer<M extends Method> = Awaited<ReturnType<BackOffice[M]>>;

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

/** Collects what comes within one turn of the event loop and sends it as one piece of JSON. */
export function createOutbox<T>(send: (batch: string) => void): (item: T) => void {
  let waiting: T[] = [];
  return (item) => {
    if (waiting.push(item) > 1) return;
    setImmediate(() => {
      const batch = waiting;
      waiting = [];
      send(JSON.stringify(batch));
    });
  };
}

const METHODS: { readonly [M in Method]: true } = {
  begin: true,
  execute: true,
  expire: true,
  myCases: true,
  queue: true,
  register: true,
  certificate: true,
  caseFile: true,
  history: true,
  documents: true,
  eligibility: true,
  guides: true,
  guide: true,
  ready: true,
  close: true,
};

/** A back office each of whose methods is `call`. */
export function officeBy(about: About, call: (method: Method, ask: unknown) => Promise<unknown>): BackOffice {
  const methods = (Object.keys(METHODS) as Method[]).map((method) => [method, (ask: unknown) => call(method, ask)]);
  return { about, ...(Object.fromEntries(methods) as Omit<BackOffice, 'about'>) };
}

/** Calls a method by its name. */
export const callBy = (office: BackOffice, method: Method, ask: unknown): Promise<unknown> =>
  (office[method] as (ask: unknown) => Promise<unknown>)(ask);

/** The same back office in the same thread, with every ask and answer copied as on the way to another: what JSON loses is lost here too. */
export const withinThread = (office: BackOffice): BackOffice =>
  officeBy(office.about, async (method, ask) => copied(await callBy(office, method, copied(ask))));

const copied = (value: unknown): unknown => (value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown));
