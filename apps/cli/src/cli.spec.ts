import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './cli.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'one-window-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const written = { out: '', err: '' };
  const status = await runCli(args, {
    dataFolder: folder,
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
  });
  return { status, ...written };
}

const submit = { at: '2026-03-02T10:00:00+08:00', do: 'SubmitApplication' };
const good = { scenario: 1, application: { kind: 'INITIAL' }, steps: [submit], until: '2026-03-04T00:00:00+08:00' };
const scenario = (content: unknown) => {
  const file = join(folder, 'scenario.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return run('scenario', file);
};
const step = (more: object) => ({ ...good, steps: [submit, { at: '2026-03-03T10:00:00+08:00', ...more }] });

test('a good scenario: one JSON object on standard output, exit status 0', async () => {
  const { status, out, err } = await scenario(good);
  expect([status, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({ status: 'received', rejections: [] });
  expect(out.endsWith('}\n')).toBe(true);
});

test('a mark of the byte order is no fault', async () => {
  expect((await scenario(`\uFEFF${JSON.stringify(good)}`)).status).toBe(0);
});

test('a command that is turned down is no fault of the input', async () => {
  const { status, out } = await scenario(step({ do: 'GrantQualification' }));
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ rejections: [{ step: 1, code: 'wrong-state' }] });
});

test.each<[string, unknown, string]>([
  ['no JSON', '{"scenario": 1,\n "title":\n}', '$: is not JSON'],
  ['an empty file', '', '$: is not JSON'],
  ['no object', [], '$: must be object'],
  ['another version', { ...good, scenario: 2 }, '$.scenario: must be 1'],
  ['a missing field', { ...good, until: undefined }, '$.until: is missing'],
  ['an unknown field', { ...good, untill: 'x' }, '$.untill: is not a known field'],
  ['an unknown kind', { ...good, application: { kind: 'NEW' } }, '$.application.kind: must be one of'],
  ['no steps', { ...good, steps: [] }, '$.steps: must not be empty'],
  ['an unknown command', step({ do: 'Approve' }), '$.steps[1].do: must be one of'],
  ['a command of the engine', step({ do: 'RecordCertificate' }), '$.steps[1].do: must be one of'],
  ['an unknown role', step({ do: 'AcceptApplication', by: 'mayor' }), '$.steps[1].by: must be one of'],
  ['no instant', step({ do: 'AcceptApplication', at: '2026-03-03' }), '$.steps[1].at: must be an instant'],
  ['a day that is none', step({ do: 'AcceptApplication', at: '2026-02-30T10:00:00+08:00' }), '$.steps[1].at: must be an instant'],
  ['steps out of order', step({ do: 'AcceptApplication', at: '2026-03-01T10:00:00+08:00' }), '$.steps[1].at: must not be before'],
  ['an end before the last step', { ...good, until: '2026-03-01T00:00:00+08:00' }, '$.until: must not be before'],
  [
    'an expiry that is no day',
    { ...good, certificate: { validTo: '2026-02-30' } },
    '$.certificate.validTo: must be a calendar day',
  ],
  ['an unknown policy', { ...good, policy: 'CMA-1999' }, '$.policy: no such policy; known: CMA-2015, CMA-2019, CMA-2021'],
  [
    'a day before the first policy',
    { ...good, steps: [{ ...submit, at: '2015-07-31T10:00:00+08:00' }] },
    '$.steps[0].at: no policy is in force on 2015-07-31; the first day that has one is 2015-08-01',
  ],
  [
    'an end beyond all clocks',
    { ...good, until: '2101-01-01T00:00:01+08:00' },
    '$.until: must not be after 2101-01-01T00:00:00+08:00',
  ],
  [
    'data that the command does not know',
    step({ do: 'AcceptApplication', with: { note: 'x' } }),
    '$.steps[1].with.note: is not a known field',
  ],
  ['data of another type', step({ do: 'RequestCorrection', with: { items: 'M01' } }), '$.steps[1].with.items: must be array'],
  [
    'a number that is none',
    step({ do: 'RequestCorrection', with: { respondWithinWorkingDays: 2.5 } }),
    '$.steps[1].with.respondWithinWorkingDays: must be integer',
  ],
  ['an unknown form', step({ do: 'CommissionReview', with: { form: 'BY_TELEPHONE' } }), '$.steps[1].with.form: must be one of'],
])('%s: one line with file and place, exit status 2', async (_what, content, problem) => {
  const { status, out, err } = await scenario(content);
  expect([status, out]).toEqual([2, '']);
  expect(err.startsWith(`${join(folder, 'scenario.json')}: ${problem}`)).toBe(true);
  expect(err.indexOf('\n')).toBe(err.length - 1);
});

test('a file that is not there, no file, no command', async () => {
  expect(await run('scenario', join(folder, 'none.json'))).toMatchObject({
    status: 2,
    out: '',
    err: expect.stringContaining('none.json: $: cannot be read') as string,
  });
  for (const args of [['scenario'], [], ['dance']])
    expect(await run(...args)).toMatchObject({ status: 2, out: '', err: expect.stringMatching(/^usage: .*\n$/) as string });
});

test('rebuild where there is nothing to rebuild', async () => {
  expect(await run('rebuild')).toEqual({
    status: 0,
    out: `${folder}: there is no event log here, nothing to rebuild\n`,
    err: '',
  });
});

describe.each(['verify', 'rebuild'])('%s where the log was lost', (command) => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(folder, 'lost-'));
  });
  const inData = async () => {
    let said = '';
    const tell = (text: string) => void (said += text);
    return { status: await runCli([command], { dataFolder: data, out: tell, err: tell }), said };
  };

  test.each(['empty', 'gone'])('%s beside accounts: status 3, and nothing is made in its place', async (how) => {
    writeFileSync(join(data, 'identity.sqlite'), 'accounts');
    if (how === 'empty') writeFileSync(join(data, 'one-window.sqlite'), '');
    const before = readdirSync(data);
    expect(await inData()).toMatchObject({ status: 3, said: expect.stringMatching(/^.*gone or empty.*\n$/) as string });
    expect(readdirSync(data)).toEqual(before);
    if (how === 'empty') expect(statSync(join(data, 'one-window.sqlite')).size).toBe(0);
  });

  test('an empty file in a folder without accounts is no log, and stays empty', async () => {
    writeFileSync(join(data, 'one-window.sqlite'), '');
    expect((await inData()).said).toContain('there is no event log here');
    expect([readdirSync(data), statSync(join(data, 'one-window.sqlite')).size]).toEqual([['one-window.sqlite'], 0]);
  });
});

describe('policy and calendar', () => {
  const shipped = (path: string): Record<string, unknown> =>
    JSON.parse(readFileSync(new URL(`../../../libs/${path}`, import.meta.url), 'utf8')) as Record<string, unknown>;
  const PACK = shipped('law/data/policy/packs/CMA-2021.2.json') as { limits: { id: string; n: number }[] };
  const YEAR = shipped('law/data/calendar/2026.json');
  const written = (name: string, content: unknown): string => {
    const file = join(folder, name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const longer = () => ({
    ...PACK,
    version: 3,
    limits: PACK.limits.map((limit) => (limit.id === 'T22' ? { ...limit, n: 12 } : limit)),
  });

  test('check tells what publishing would mean: 0 where it may be, 1 where the gate holds it back', async () => {
    const good = await run('policy', 'check', written('pack.json', { ...PACK, version: 3 }));
    expect([good.status, good.err]).toEqual([0, '']);
    expect(JSON.parse(good.out)).toMatchObject({ label: 'CMA-2021/3', publishable: true, openCases: 0 });

    const file = written('pack.json', longer());
    const held = await run('policy', 'check', file);
    const { gate } = JSON.parse(held.out) as { gate: { unexplained: string[] } };
    expect([held.status, gate.unexplained.length > 0]).toEqual([1, true]);
    const reasons = written('reasons.json', Object.fromEntries(gate.unexplained.map((path) => [path, '法律修订'])));
    expect((await run('policy', 'check', file, '--reasons', reasons)).status).toBe(0);
    const year = await run('calendar', 'check', written('year.json', { ...YEAR, version: '2026.2' }));
    expect([year.status, JSON.parse(year.out)]).toMatchObject([0, { version: '2026.2', affectedCases: 0 }]);
  });

  test('a data folder is read, and not made', async () => {
    const pack = written('pack.json', { ...PACK, version: 3 });
    const none = join(folder, 'nowhere');
    expect(await run('policy', 'check', pack, '--data', none)).toMatchObject({
      status: 2,
      err: `${none}: there is no event log here\n`,
    });
    mkdirSync(none);
    writeFileSync(join(none, 'one-window.sqlite'), '');
    expect((await run('policy', 'check', pack, '--data', none)).status).toBe(2);
    expect(statSync(join(none, 'one-window.sqlite')).size).toBe(0);
  });

  test.each<[string, unknown, string]>([
    ['not JSON', '{', '$: is not JSON'],
    ['a missing field', { ...PACK, version: 3, source: undefined }, 'pack.json: $.source: is missing'],
    ['a version that is there', PACK, 'pack.json: $.version: Version 2 is there already'],
  ])('a file with %s: one line, exit status 2', async (_what, content, problem) => {
    const { status, out, err } = await run('policy', 'check', written('pack.json', content));
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(problem);
    expect(err.indexOf('\n')).toBe(err.length - 1);
  });

  test('publish hands the file, and clock its confirmation, to the server, as whoever the token belongs to', async () => {
    const seen: object[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method, url, headers } = request;
        seen.push({ method, url, token: headers.authorization, body: JSON.parse(body) as unknown });
        response.writeHead(seen.length === 1 ? 201 : 409, { 'content-type': 'application/json' }).end('{"code":"as answered"}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const env = { TOKEN: 'secret', API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const publish = async () => {
      let out = '';
      const args = ['calendar', 'publish', written('year.json', YEAR), '--reason', '补充通知'];
      const status = await runCli(args, { dataFolder: folder, env, out: (text) => (out += text), err: (text) => (out += text) });
      return [status, out];
    };
    expect(await publish()).toEqual([0, '{\n  "code": "as answered"\n}\n']);
    expect((await publish())[0]).toBe(1);
    expect(seen[0]).toEqual({
      method: 'POST',
      url: '/api/calendars',
      token: 'Bearer secret',
      body: { year: YEAR, reason: '补充通知' },
    });
    const confirm = ['clock', 'confirm', '--reason', '已校时'];
    await runCli(confirm, { dataFolder: folder, env, out: () => undefined, err: () => undefined });
    expect(seen[2]).toEqual({
      method: 'POST',
      url: '/api/clock/confirm',
      token: 'Bearer secret',
      body: { reason: '已校时' },
    });
    await new Promise((resolve) => server.close(resolve));
    expect(await publish()).toMatchObject([2, expect.stringMatching(/^http:.* does not answer: .*\n$/)]);
  });

  test('without a token or a reason it says which of them is missing', async () => {
    const pack = written('pack.json', PACK);
    for (const [args, missing] of [
      [['policy', 'publish', pack], /^missing: TOKEN \(.*\) and --reason TEXT; usage: .*\n$/],
      [['policy', 'publish', pack, '--reason', '修订'], /^missing: TOKEN \(.*POST \/api\/sessions answers it\); usage: .*\n$/],
      [['clock', 'confirm', '--reason', '已校时'], /^missing: TOKEN \(.*\); usage: .*\n$/],
    ] as const)
      expect(await run(...args)).toMatchObject({ status: 2, out: '', err: expect.stringMatching(missing) as string });
  });

  test('without a known word it says how it is used', async () => {
    const pack = written('pack.json', PACK);
    for (const args of [
      ['policy'],
      ['policy', 'check'],
      ['policy', 'undo', pack],
      ['policy', 'check', pack, '--now'],
      ['clock'],
      ['clock', 'confirm'],
    ])
      expect(await run(...args)).toMatchObject({ status: 2, out: '', err: expect.stringMatching(/^usage: .*\n$/) as string });
  });
});

describe('meter', () => {
  test('a table of every kind, or JSON with every way', async () => {
    const { status, out } = await run('meter', '--on', '2026-06-01');
    expect(status).toBe(0);
    expect(out).toMatch(/^baseline CMA-2015\/2\+REV-2016\/1, now CMA-2021\/2\+.+ on 2026-06-01\n\n\| kind /);
    expect(out).toMatch(/^\| `CHG_NAME` +\| GENERAL +\| NONE +\| 3 +\| 3 +\| 35 → 32 \(-3\) /m);
    const json = JSON.parse((await run('meter', '--json', '--on', '2026-06-01')).out) as { kinds: { ways: unknown[] }[] };
    expect(json.kinds).toHaveLength(17);
    expect(json.kinds[1]?.ways).toHaveLength(4);
  });

  test('of today where no day is given', async () => {
    expect((await run('meter')).out).toMatch(/ on \d{4}-\d{2}-\d{2}\n/);
  });

  test.each([
    [['--on'], 'must be a real day'],
    [['--on', '2026-02-30'], 'must be a real day'],
    [['--on', '2015-07-31'], 'no policy pack is in force on 2015-07-31'],
    [['--at', '2026-06-01'], '--at is not known'],
    [['--json', 'x'], 'x is not known'],
  ])('%j: one line on standard error, exit status 2', async (args, problem) => {
    const { status, out, err } = await run('meter', ...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(new RegExp(`^meter: .*${problem}.*\n$`));
  });
});
