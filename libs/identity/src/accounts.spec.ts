import { Database } from '#event-store';
import { instant, isRejection, type Instant, type Rejection } from '#kernel';
import type Sqlite from 'better-sqlite3';
import { createIdentity, type Account, type Identity, type NewAccount, type SignedIn } from './index.js';

const DAY = 86_400_000;
const INITIAL = 'given by somebody else';
const OWN = 'chosen by the owner alone';
const CLERK: NewAccount = { username: 'clerk', displayName: '王敏', password: INITIAL, roles: ['clerk'] };

let database: Sqlite.Database;
let now: Instant;
let identity: Identity;

const clock = { now: () => now };
const pass = (ms: number) => (now = (now + ms) as Instant);
function ok<T extends object>(result: T | Rejection): T {
  if (isRejection(result)) throw new Error(`rejected: ${result.code}`);
  return result;
}
const signIn = async (password: string, username = 'clerk'): Promise<SignedIn> => ok(await identity.signIn(username, password));
const code = (code: string) => expect.objectContaining({ rejected: true, code }) as unknown;

beforeEach(() => {
  database = new Database(':memory:');
  now = instant('2026-03-02T09:00:00+08:00');
  identity = createIdentity({ database, clock });
});
afterEach(() => database.close());

describe('a password that somebody else has given', () => {
  beforeEach(async () => {
    expect(ok(await identity.createAccount(CLERK, { initial: true }))).toMatchObject({ mustChangePassword: true });
  });

  it('lets in once, and only to be changed', async () => {
    const { token, account } = await signIn(INITIAL);
    expect(account.mustChangePassword).toBe(true);
    expect(await identity.signIn('clerk', INITIAL)).toEqual(code('sign-in-password-over'));
    expect(await identity.changePassword(token, INITIAL, INITIAL)).toEqual(code('password-unchanged'));
    expect(ok(await identity.changePassword(token, INITIAL, OWN)).mustChangePassword).toBeUndefined();
    expect(identity.authenticate(token)).toEqual(identity.findAccount('clerk'));
    expect((await signIn(OWN)).account.mustChangePassword).toBeUndefined();
  });

  it('is over after seven days, also across a restart', async () => {
    pass(7 * DAY - 1);
    await signIn(INITIAL);
    ok(identity.replacePassword('clerk', ok(await identity.preparePassword('clerk', OWN)).passwordHash));
    pass(7 * DAY);
    identity = createIdentity({ database, clock });
    expect(await identity.signIn('clerk', OWN)).toEqual(code('sign-in-password-over'));
    expect(await identity.signIn('clerk', 'wrong')).toEqual(code('sign-in-failed'));
  });

  it('lets one in of two who come at once', async () => {
    const both = await Promise.all([identity.signIn('clerk', INITIAL), identity.signIn('clerk', INITIAL)]);
    expect(both.filter((one) => isRejection(one))).toEqual([code('sign-in-password-over')]);
  });

  it('is given anew where it was lost, and ends what was open', async () => {
    const { token } = await signIn(INITIAL);
    const { passwordHash } = ok(await identity.preparePassword('clerk', OWN));
    expect(identity.authenticate(token)).toBeDefined();
    expect(ok(identity.replacePassword('clerk', passwordHash)).mustChangePassword).toBe(true);
    expect(identity.authenticate(token)).toBeUndefined();
    expect((await signIn(OWN)).account.mustChangePassword).toBe(true);
  });
});

describe("one's own password", () => {
  let session: SignedIn;
  beforeEach(async () => {
    ok(await identity.createAccount(CLERK));
    session = await signIn(INITIAL);
  });

  it('is changed by who knows the old one; all other sessions end', async () => {
    const other = await signIn(INITIAL);
    expect(await identity.changePassword(session.token, 'not the old one', OWN)).toEqual(code('old-password-wrong'));
    expect(await identity.changePassword(session.token, INITIAL, 'jianyanjiance2026')).toEqual(code('password-common'));
    expect(identity.authenticate(other.token)).toBeDefined();
    ok(await identity.changePassword(session.token, INITIAL, OWN));
    expect(identity.authenticate(other.token)).toBeUndefined();
    expect(identity.authenticate(session.token)).toBeDefined();
    expect(createIdentity({ database, clock }).authenticate(session.token)).toBeDefined();
    expect(await identity.signIn('clerk', INITIAL)).toEqual(code('sign-in-failed'));
  });

  it('is not guessed from an open session: five tries', async () => {
    for (let n = 0; n < 5; n++)
      expect(await identity.changePassword(session.token, `guess ${n}`, OWN)).toEqual(code('old-password-wrong'));
    expect(await identity.changePassword(session.token, INITIAL, OWN)).toEqual(code('old-password-wrong'));
    pass(15 * 60_000);
    ok(await identity.changePassword(session.token, INITIAL, OWN));
  });

  it('needs an open session', async () => {
    identity.signOut(session.token);
    expect(await identity.changePassword(session.token, INITIAL, OWN)).toEqual(code('session-unknown'));
  });
});

describe('the last active administrator', () => {
  beforeEach(async () => {
    ok(await identity.createAccount({ ...CLERK, username: 'admin', roles: ['admin', 'clerk'] }));
  });

  it('is neither closed nor deprived of the role', async () => {
    expect(identity.setDisabled('admin', true)).toEqual(code('last-administrator'));
    expect(identity.setRoles('admin', ['clerk'])).toEqual(code('last-administrator'));
    expect(ok(identity.setRoles('admin', ['admin'])).roles).toEqual(['admin']);
    ok(await identity.createAccount({ ...CLERK, username: 'admin2', roles: ['admin'] }));
    ok(identity.setDisabled('admin2', true));
    expect(identity.setDisabled('admin', true)).toEqual(code('last-administrator'));
    ok(identity.setDisabled('admin2', false));
    ok(identity.setDisabled('admin', true));
    expect(identity.setRoles('admin2', ['head'])).toEqual(code('last-administrator'));
  });
});

describe('names', () => {
  it.each(['c1erk', 'cIerk', 'CLERK'])('%s is not made beside clerk', async (username) => {
    ok(await identity.createAccount(CLERK));
    const answer = await identity.createAccount({ ...CLERK, username });
    expect(answer).toMatchObject({ kind: 'conflict', field: 'username' });
    expect(identity.listAccounts()).toHaveLength(1);
  });

  it('clerk is not made beside an account of earlier times with a Cyrillic letter, which still signs in', async () => {
    ok(await identity.createAccount(CLERK));
    database.prepare('UPDATE identity_accounts SET username = ?').run('cler\u043a');
    expect(await identity.createAccount(CLERK)).toEqual(code('username-confusable'));
    await signIn(INITIAL, 'cler\u043a');
  });

  it('shown are changed at once, without characters that nobody sees', async () => {
    ok(await identity.createAccount(CLERK));
    const { token } = await signIn(INITIAL);
    expect(ok(identity.setDisplayName('clerk', ' 王敏（窗口） ')).displayName).toBe('王敏（窗口）');
    expect(identity.authenticate(token)?.displayName).toBe('王敏（窗口）');
    for (const bad of ['', '王\u202e敏', '王\u200b敏', '王\n敏', '\ud800']) {
      expect(identity.setDisplayName('clerk', bad)).toEqual(code('display-name-invalid'));
      expect(await identity.createAccount({ ...CLERK, username: 'other', displayName: bad })).toEqual(
        code('display-name-invalid'),
      );
    }
  });
});

it('an account prepared today is made later, once under its id', async () => {
  const prepared = ok(await identity.prepareAccount(CLERK, { initial: true }));
  expect(identity.listAccounts()).toEqual([]);
  const id = 'a2f1c0de-0000-4000-8000-000000000001';
  const made: Account = ok(identity.addAccount(prepared, id));
  expect(identity.addAccount(prepared, id)).toEqual(made);
  expect(identity.addAccount(prepared)).toEqual(code('username-taken'));
  expect(identity.listAccounts()).toEqual([made]);
});

it('all sessions of an account are ended at once', async () => {
  const account = ok(await identity.createAccount(CLERK));
  const [one, other] = [await signIn(INITIAL), await signIn(INITIAL)];
  expect(identity.sessionsOf(account).map(({ id }) => id)).toContain(identity.sessionIdOf(one.token));
  identity.endSessionsOf(account);
  for (const { token } of [one, other]) expect(identity.authenticate(token)).toBeUndefined();
  expect(identity.sessionsOf(account)).toEqual([]);
});
