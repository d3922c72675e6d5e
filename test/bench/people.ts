import { bodyFor, STAFF, type Body, type Giver } from './case-script.js';

interface Applicant {
  readonly body: Body;
  readonly token: string;
}

export interface People {
  readonly applicants: readonly Applicant[];
  readonly tokens: Readonly<Record<keyof typeof STAFF, string>>;
  /** Account ids of the assessors, the leader first. */
  readonly team: readonly string[];
}

export const PASSWORD = 'a long bench passphrase';
/** A password hash takes a core for tens of milliseconds. */
const AT_ONCE = 2;

/** One account for each member of staff and one for each of `lanes` bodies, made and signed in over HTTP. */
export async function createPeople(port: number, adminPassword: string, lanes: number): Promise<People> {
  const admin = await signInFirst(port, 'admin', adminPassword);
  const staff = Object.entries(STAFF).map(([name, role]) => ({ username: `bench-${name}`, displayName: name, roles: [role] }));
  const bodies = Array.from({ length: lanes }, (_, index) => bodyFor(index));
  const applicants = bodies.map(({ uscc, name }, index) => ({
    username: `body-${index}`,
    displayName: name,
    roles: ['applicant'],
    uscc,
  }));
  const signedIn = new Map<string, SignedIn>();
  await eachOf([...staff, ...applicants], async (account) => {
    const { initialPassword } = (await post(port, '/api/accounts', account, admin.token)) as { initialPassword: string };
    signedIn.set(account.username, await signInFirst(port, account.username, initialPassword));
  });

  const find = (username: string): SignedIn => {
    const found = signedIn.get(username);
    if (found === undefined) throw new Error(`no account ${username}`);
    return found;
  };
  const tokens = Object.fromEntries(Object.keys(STAFF).map((name) => [name, find(`bench-${name}`).token]));
  return {
    applicants: bodies.map((body, index) => ({ body, token: find(`body-${index}`).token })),
    tokens: tokens as Record<Exclude<Giver, 'applicant'>, string>,
    team: [find('bench-expert').account.id, find('bench-reviewer').account.id],
  };
}

interface SignedIn {
  readonly token: string;
  readonly account: { readonly id: string };
}

/** An initial password lets in once, and only to be changed. */
async function signInFirst(port: number, username: string, initial: string): Promise<SignedIn> {
  const session = (await post(port, '/api/sessions', { username, password: initial })) as SignedIn;
  await send('PUT', port, '/api/me/password', { old: initial, password: PASSWORD }, session.token);
  return session;
}

const post = (port: number, path: string, content: object, token?: string): Promise<unknown> =>
  send('POST', port, path, content, token);

async function send(method: string, port: number, path: string, content: object, token?: string): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(content),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}

async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
