import { cpSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadLaw, verifyRecord } from '#engine';
import { Database } from '#event-store';
import type { CaseFileView, MyCase, Page } from '#read-models';
import { verify } from '../../apps/cli/src/verify.js';
import type { CommandAnswer } from '../../apps/api/src/commands.js';
import { HttpClient } from '../acceptance/http-client.js';
import { codesFor, submissionOf } from '../bench/case-script.js';
import { fileIn } from './support/log.js';
import { openOffice, type Office } from './support/office.js';
import { Sandbox } from './support/sandbox.js';
import { Server } from './support/server.js';

const LONG_MS = 90_000;
const sandbox = new Sandbox();
const kept = new Sandbox();
afterEach(() => sandbox.clean());
afterAll(() => kept.clean());

let good: Left;
beforeAll(async () => {
  good = await leave(kept, 'SIGTERM');
}, LONG_MS);

/** A copy of what a server left behind that was closed in order. */
function copied(): Left {
  const dataDir = sandbox.folder('copy');
  cpSync(good.dataDir, dataDir, { recursive: true });
  return { ...good, dataDir };
}

interface Left {
  readonly dataDir: string;
  readonly office: Office;
  readonly caseId: string;
}

/** The data folder of a server that has taken in and accepted a case, and then ended in the given way. */
async function leave(within: Sandbox, by: NodeJS.Signals): Promise<Left> {
  const dataDir = within.folder('damage');
  const server = await Server.start(within, { dataDir, env: { PATH: '' } });
  const office = await openOffice(server, 1);
  const applicant = new HttpClient(server.url, office.applicants[0]?.token);
  const content = submissionOf(office.applicants[0]!.body, codesFor(0, 0), office.materials);
  const { caseId } = (await applicant.post<CommandAnswer>('/api/cases', content)).body;
  const accepted = await new HttpClient(server.url, office.tokens.clerk).post(`/api/cases/${caseId}/accept-application`, {});
  expect(accepted.status).toBe(200);
  await server.signal(by);
  return { dataDir, office, caseId };
}

function sql(file: string, text: string): void {
  const database = new Database(file);
  database.exec(text);
  database.close();
}

const withoutReceipt = (dataDir: string): void => sql(fileIn(dataDir), 'DELETE FROM events WHERE position = 1');

describe('a record that is damaged', () => {
  it.each<[string, (dataDir: string) => void, RegExp]>([
    ['an event is gone', withoutReceipt, /one-window\.sqlite is damaged: there is no event at position 1/],
    ['the file is cut short', (dir) => truncateSync(fileIn(dir), statSync(fileIn(dir)).size - 40_960), /is damaged: /],
    ['the file is empty', (dir) => truncateSync(fileIn(dir), 0), /is damaged: it is gone or empty, while the accounts/],
    ['the file is gone', (dir) => rmSync(fileIn(dir)), /is damaged: it is gone or empty, while the accounts/],
    [
      'an event is no JSON',
      (dir) => sql(fileIn(dir), "UPDATE events SET data = '{' WHERE position = 2"),
      /position 2 are not JSON/,
    ],
    [
      'the accounts are none',
      (dir) => writeFileSync(join(dir, 'identity.sqlite'), 'x'.repeat(9000)),
      /identity\.sqlite is damaged: /,
    ],
  ])(
    'stops the start with one line and status 3 where %s',
    async (_what, spoil, said) => {
      const { dataDir } = copied();
      spoil(dataDir);
      const next = new Server(sandbox, { dataDir });
      expect(await next.exited).toMatchObject({ code: 3 });
      expect(next.errors).toMatch(said);
      expect(next.errors).toMatch(/^error: .*\n$/);
    },
    LONG_MS,
  );

  it(
    'is shown with ON_DAMAGE=read-only, and nothing is done any more',
    async () => {
      const { dataDir, office, caseId } = copied();
      sql(fileIn(dataDir), "INSERT INTO unique_keys VALUES ('nobody', 4711)");
      const server = await Server.start(sandbox, { dataDir, env: { ON_DAMAGE: 'read-only' } });
      const why = /unique key nobody is held by a stream that is not there/;
      expect(server.errors).toMatch(why);
      expect(await server.ready()).toMatchObject({
        status: 'damaged',
        damage: expect.stringMatching(why),
        processes: 'stopped',
        alarms: { redis: 'none' },
      });
      const clerk = new HttpClient(server.url, office.tokens.clerk);
      const applicant = new HttpClient(server.url, office.applicants[0]?.token);
      expect((await clerk.get<CaseFileView>(`/api/cases/${caseId}`)).body).toMatchObject({ caseId, revision: 1 });
      expect((await clerk.get<Page<MyCase>>('/api/cases')).body.total).toBe(1);
      const refused = await applicant.post(`/api/cases/${caseId}/withdraw-application`, {});
      expect(refused).toMatchObject({ status: 503, body: { code: 'read-only', detail: expect.stringMatching(why) } });
      expect((await server.signal('SIGTERM')).code).toBe(0);
    },
    LONG_MS,
  );
});

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'a record is in order after %s, and again after the next start',
  async (signal) => {
    const { dataDir } = signal === 'SIGTERM' ? copied() : await leave(sandbox, signal);
    expect(await verify(dataDir, [])).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^2 events of 1 streams and \d+ rows/),
    });
    const server = await Server.start(sandbox, { dataDir });
    await server.signal('SIGTERM');
    expect(await verifyRecord(loadLaw(), dataDir)).toMatchObject({ events: 2, remarks: [] });
    withoutReceipt(dataDir);
    const { status, out } = await verify(dataDir, ['--json']);
    expect([status, JSON.parse(out)]).toMatchObject([3, { ok: false, wrong: { what: expect.stringContaining('position 1') } }]);
  },
  LONG_MS,
);
