import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, type Instant } from '#kernel';
import { isCursor, openSecurityLog, type Entry, type Line, type Rights, type SecurityLog } from './index.js';

let folder: string;
let now: Instant;
let log: SecurityLog;

const open = (maxBytes?: number): SecurityLog =>
  openSecurityLog({ folder, clock: { now: () => now }, ...(maxBytes === undefined ? {} : { maxBytes }) });
const pass = (ms: number): void => void (now = (now + ms) as Instant);
const textIn = (name: string): string => readFileSync(join(folder, name), 'utf8');
const linesIn = (name: string): Line[] =>
  textIn(name)
    .split('\n')
    .slice(0, -1)
    .map((text) => JSON.parse(text) as Line);
const failure = (name: string, from = '203.0.113.7'): Entry => ({
  what: 'sign-in',
  outcome: 'failure',
  code: 'unknown-user',
  by: { name, from },
});

const CLERK: Rights = { id: 'a1', username: 'clerk', roles: ['clerk'], uscc: null, closed: false, password: 'x1' };

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'security-log-')), 'security-log');
  now = instant('2026-03-31T23:59:58+08:00');
  log = open();
});
afterEach(() => {
  log.close();
  rmSync(join(folder, '..'), { recursive: true });
});

describe('a line', () => {
  it('says when, what, who, from where, on what and how it ended', () => {
    log.record({
      what: 'approval-given',
      by: { account: 'a1', name: 'admin', from: '2001:db8::1', request: 'r1' },
      on: 'POST /api/accounts',
      more: { asked: 'a2' },
    });
    expect(linesIn('2026-03.jsonl')).toEqual([
      {
        at: '2026-03-31T23:59:58+08:00',
        what: 'approval-given',
        outcome: 'success',
        account: 'a1',
        name: 'admin',
        from: '2001:db8::1',
        request: 'r1',
        on: 'POST /api/accounts',
        more: { asked: 'a2' },
      },
    ]);
  });

  it('cannot be forged by what somebody typed', async () => {
    const typed = 'x"}\n{"what":"sign-in"}\r\u001b[2J\u0085\u2028\u202e\ud800' + 'é'.repeat(300);
    log.record(failure(typed));
    const { items } = await log.read({ size: 10 });
    const text = textIn('2026-03.jsonl');
    expect(text.split('\n')).toHaveLength(2);
    expect(text.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u202e]/);
    expect(items[0]?.name?.startsWith('x"}\n{"what":"sign-in"}\r\u001b[2J\u0085\u2028\u202e')).toBe(true);
    expect(items[0]?.name).toHaveLength(201);
  });

  it('lies in a file that only its owner reads', () => {
    log.record({ what: 'publication' });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('lies in the file of its month in Shanghai, and in another when one is full', () => {
    log.record({ what: 'takeover', on: '1' });
    pass(2000);
    log.record({ what: 'takeover', on: '2' });
    log.close();
    log = open(100);
    log.record({ what: 'takeover', on: '3' });
    log.record({ what: 'takeover', on: '4' });
    expect(readdirSync(folder).sort()).toEqual([
      '2026-03.jsonl',
      '2026-04.2.jsonl',
      '2026-04.3.jsonl',
      '2026-04.jsonl',
      'rights.jsonl',
    ]);
    expect(linesIn('2026-04.3.jsonl')).toMatchObject([{ on: '4' }]);
  });

  it('that a power cut left unfinished spoils no other', async () => {
    log.record({ what: 'takeover', on: '1' });
    log.close();
    truncateSync(join(folder, '2026-03.jsonl'), statSync(join(folder, '2026-03.jsonl')).size - 5);
    log = open();
    log.record({ what: 'takeover', on: '2' });
    expect(await log.read({ size: 10 })).toMatchObject({ items: [{ on: '2' }], unreadable: 1, next: null });
  });
});

describe('a flood', () => {
  it('is counted, not written, and hides neither another kind nor another address', async () => {
    for (let n = 0; n < 1000; n += 1) log.record(failure(`made-up-${n}`));
    log.record(failure('elsewhere', '198.51.100.1'));
    log.record({ what: 'sign-in', by: { name: 'clerk', from: '203.0.113.7' } });
    pass(60_000);
    log.record({ what: 'sign-out' });
    const { items } = await log.read({ size: 100 });
    expect(items.filter(({ name }) => name?.startsWith('made-up'))).toHaveLength(20);
    expect(items).toContainEqual(expect.objectContaining({ name: 'elsewhere' }));
    expect(items).toContainEqual(expect.objectContaining({ name: 'clerk', outcome: 'success' }));
    expect(items[1]).toMatchObject({
      what: 'sign-in',
      outcome: 'failure',
      code: 'summarised',
      more: { times: 980, addresses: 2 },
    });
  });

  it('from everywhere writes no more than 60 lines a minute', async () => {
    for (let n = 0; n < 1000; n += 1) log.record(failure('x', `203.0.113.${n % 250}`));
    expect((await log.read({ size: 100 })).items).toHaveLength(60);
  });
});

describe('reading', () => {
  const all = async (size: number, filter = {}): Promise<string[]> => {
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await log.read({ ...filter, size, ...(after === undefined ? {} : { after }) });
      seen.push(...page.items.map(({ on }) => on ?? ''));
      if (page.next === null) return seen;
      expect(isCursor(page.next)).toBe(true);
      after = page.next;
    }
  };

  it.each([1, 7, 100])('goes backwards by pages of %i over all files', async (size) => {
    log.close();
    log = open(20_000);
    const names = Array.from({ length: 300 }, (_, n) => String(n));
    for (const on of names) {
      log.record({ what: 'takeover', on, more: { note: '长'.repeat(Number(on) % 190) } });
      pass(1000);
    }
    expect(await all(size)).toEqual(names.reverse());
  });

  it('filters by kind, outcome, account, address and time', async () => {
    log.record({ what: 'takeover', on: 'a', by: { account: 'a1', from: '::1' } });
    pass(10_000);
    log.record({ what: 'publication', on: 'b', outcome: 'failure', by: { name: 'admin' } });
    expect(await all(5, { what: 'takeover' })).toEqual(['a']);
    expect(await all(5, { outcome: 'failure' })).toEqual(['b']);
    expect(await all(5, { account: 'a1' })).toEqual(['a']);
    expect(await all(5, { account: 'admin' })).toEqual(['b']);
    expect(await all(5, { from: '::1' })).toEqual(['a']);
    expect(await all(5, { since: now })).toEqual(['b']);
    expect(await all(5, { until: now })).toEqual(['a']);
  });

  it('goes on where it was while lines are added', async () => {
    for (const on of ['1', '2', '3']) log.record({ what: 'takeover', on });
    const first = await log.read({ size: 1 });
    log.record({ what: 'takeover', on: '4' });
    const rest = await log.read({ size: 10, after: first.next ?? '' });
    expect([...first.items, ...rest.items].map(({ on }) => on)).toEqual(['3', '2', '1']);
  });
});

describe('the record of rights', () => {
  it('is numbered, on the disk at once, and repeated among the rest', async () => {
    expect(log.recordRights({ what: 'account-made', on: 'clerk' }, 'a1', CLERK)).toBe(1);
    expect(log.recordRights({ what: 'roles-changed', on: 'clerk' }, 'a1', { ...CLERK, roles: ['head'] })).toBe(2);
    const { lines, damage } = open().rights();
    expect(damage).toBeUndefined();
    expect(lines.map(({ n, what, rights }) => [n, what, rights?.roles])).toEqual([
      [1, 'account-made', ['clerk']],
      [2, 'roles-changed', ['head']],
    ]);
    expect((await log.read({ size: 9 })).items.map(({ what }) => what)).toEqual(['roles-changed', 'account-made']);
  });

  it('drops a last line that was never finished, and goes on', () => {
    log.recordRights({ what: 'account-made' }, 'a1', CLERK);
    appendFileSync(join(folder, 'rights.jsonl'), '{"n":2,"wh');
    log.close();
    log = open();
    expect(log.rights()).toMatchObject({ lines: [{ n: 1 }], damage: undefined });
    expect(log.recordRights({ what: 'account-closed' }, 'a1', { ...CLERK, closed: true })).toBe(2);
  });

  it.each<[string, (lines: string[]) => string[]]>([
    ['taken out', ([first = '', , third = '']) => [first, third]],
    ['made unreadable', ([first = '', , third = '']) => [first, '{', third]],
    ['taken out at the beginning', (lines) => lines.slice(1)],
  ])('is damaged by a line that was %s', (_, change) => {
    for (const what of ['account-made', 'account-closed', 'account-reopened'] as const) log.recordRights({ what }, 'a1', CLERK);
    const file = join(folder, 'rights.jsonl');
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    truncateSync(file);
    appendFileSync(
      file,
      change(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect(log.rights().damage).toMatch(/^line \d is missing or unreadable$/);
  });
});
