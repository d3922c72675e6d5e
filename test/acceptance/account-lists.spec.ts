import type { Account, Approval } from '#identity';
import { isRejection } from '#kernel';
import type { Page } from '#read-models';
import { PASSWORD } from './people.js';
import { openWorld, type Caller, type World } from './world.js';

let world: World;
let admin: Caller;

beforeEach(async () => {
  world = await openWorld({ at: '2026-03-02T10:00', env: { SECOND_ADMIN: 'on' } });
  admin = await world.as('admin');
});
afterEach(() => world.close());

async function made(username: string, role: 'clerk' | 'admin' = 'clerk'): Promise<void> {
  const account = { username, displayName: username, password: PASSWORD, roles: [role] };
  const answer = await world.host.identity.createAccount(account);
  if (isRejection(answer)) throw new Error(answer.en);
}
const asked = (username: string) =>
  admin.post('/api/accounts', { username, displayName: username, roles: ['decision-maker'], password: PASSWORD });

const cursor = (place: unknown[]): string => Buffer.from(JSON.stringify(place)).toString('base64url');

const read = async <T>(path: string, query: Readonly<Record<string, string | number>> = {}): Promise<Page<T>> =>
  (await admin.get<Page<T>>(path, query)).body;

it('accounts are read page by page, by user name, and none is missed or shown twice while others are made', async () => {
  // In the order of the table the last would come before the one above it.
  for (const username of ['bao.yi', 'chen.er', 'du.san', '\u{20000}\u{20000}', '\ufa0e\ufa0e']) await made(username);
  const names = ({ items }: Page<Account>): string[] => items.map(({ username }) => username);

  const whole = await read<Account>('/api/accounts');
  expect(whole).toMatchObject({ page: 1, size: 20, total: 6, next: null });
  const first = await read<Account>('/api/accounts', { size: 2 });
  expect([names(first), first.total]).toEqual([['admin', 'bao.yi'], 6]);
  await made('an.yi');
  await made('fang.si');
  const seen = [...names(first)];
  for (let after = first.next; after !== null;) {
    const page = await read<Account>('/api/accounts', { size: 2, after });
    expect([page.page, page.total]).toEqual([null, 8]);
    seen.push(...names(page));
    after = page.next;
  }
  expect(seen).toEqual(['admin', 'bao.yi', 'chen.er', 'du.san', 'fang.si', ...names(whole).slice(-2)]);
});

it('requests for a second administrator are read on while new ones come in above', async () => {
  const names = ({ items }: Page<Approval>): unknown[] => items.map(({ what }) => (what as { username: string }).username);
  await made('admin2', 'admin');
  for (const [minute, username] of ['bao.yi', 'chen.er', 'du.san'].entries()) {
    await world.at(`2026-03-02T10:0${minute + 1}`);
    await asked(username);
  }
  const first = await read<Approval>('/api/approvals', { size: 2 });
  expect([names(first), first.total]).toEqual([['du.san', 'chen.er'], 3]);
  await world.at('2026-03-02T10:05');
  await asked('fang.si');
  const rest = await read<Approval>('/api/approvals', { size: 2, after: first.next ?? '' });
  expect([names(rest), rest.page, rest.total, rest.next]).toEqual([['bao.yi'], null, 4, null]);
});

it('a cursor of another list, or of none, is refused by its name', async () => {
  for (const username of ['bao.yi', 'chen.er']) await asked(username);
  const { next } = await read<Approval>('/api/approvals', { size: 1 });
  for (const path of ['/api/accounts', '/api/approvals'])
    for (const query of [
      { after: 'x' },
      { after: 'WyJ4Il0' },
      { after: cursor([path.slice('/api/'.length), 1e308]) },
      { after: cursor(['approvals', '', '']) },
      path === '/api/accounts' ? { after: next ?? '' } : { after: next ?? '', page: 1 },
    ])
      expect(await admin.get(path, query)).toMatchObject({ status: 400, body: { code: 'input-invalid', field: 'after' } });
  expect(await admin.get('/api/accounts', { size: 101 })).toMatchObject({ status: 400, body: { errors: [{ field: 'size' }] } });
});
