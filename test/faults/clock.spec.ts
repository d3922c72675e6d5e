import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseFileView } from '#read-models';
import type { CommandAnswer } from '../../apps/api/src/commands.js';
import { HttpClient } from '../acceptance/http-client.js';
import { codesFor, submissionOf } from '../bench/case-script.js';
import { openOffice } from './support/office.js';
import { Sandbox } from './support/sandbox.js';
import { Server } from './support/server.js';
import { until } from './support/until.js';

const LONG_MS = 90_000;
const sandbox = new Sandbox();
afterEach(() => sandbox.clean());

/** The library of Debian's package faketime, where it is installed. */
function findFaketime(): string | undefined {
  const files = ['/usr/lib', '/usr/lib64']
    .filter(existsSync)
    .flatMap((root) => [root, ...readdirSync(root).map((name) => join(root, name))])
    .map((folder) => join(folder, 'faketime', 'libfaketime.so.1'));
  return files.find(existsSync);
}

const library = findFaketime();
const itWithFaketime = library === undefined ? it.skip : it;
if (library === undefined) process.stdout.write('clock: skipped, needs the Debian package faketime\n');

itWithFaketime(
  'a server whose wall clock jumps a month ahead accepts nothing by silence, and goes on when the clock is right again',
  async () => {
    const dataDir = sandbox.folder('clock');
    const file = join(dataDir, 'clock');
    const setClock = (offset: string): void => writeFileSync(file, `${offset}\n`);
    setClock('+0');
    const server = await Server.start(sandbox, {
      dataDir,
      env: {
        PATH: '',
        LD_PRELOAD: library ?? '',
        FAKETIME_TIMESTAMP_FILE: file,
        FAKETIME_NO_CACHE: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      },
    });
    const office = await openOffice(server, 1);
    const content = submissionOf(office.applicants[0]!.body, codesFor(0, 0), office.materials);
    const applicant = new HttpClient(server.url, office.applicants[0]?.token);
    const { caseId } = (await applicant.post<CommandAnswer>('/api/cases', content)).body;
    const clerk = new HttpClient(server.url, office.tokens.clerk);
    const accept = () => clerk.post(`/api/cases/${caseId}/accept-application`, {});

    setClock('+30d');
    await server.reaches(({ clock }) => clock.status === 'suspicious');
    expect(await accept()).toMatchObject({ status: 503, body: { code: 'clock-suspicious' } });
    expect((await clerk.get<CaseFileView>(`/api/cases/${caseId}`)).body).toMatchObject({ status: 'received', revision: 0 });
    const told = () => server.errors.match(/the wall clock jumped by 259\d{4} s/g)?.length;
    await until('a line in the log', told);

    setClock('+0');
    await server.reaches(({ clock }) => clock.status === 'believed');
    expect(told()).toBe(1);
    expect(await accept()).toMatchObject({ status: 200, body: { events: ['ApplicationAccepted'] } });
  },
  LONG_MS,
);
