import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Sandbox } from '../faults/support/sandbox.js';
import { Server } from '../faults/support/server.js';
import { doc, fencesOf } from './markdown.js';

const run = promisify(execFile);
const sandbox = new Sandbox();
afterEach(() => sandbox.clean());

test('what README.md types in five minutes does what it says, on the demonstration of a first start', async () => {
  const typed = fencesOf(doc('README.md')).find(({ text }) => text.includes('accept-application'))?.text ?? '';
  const server = await Server.start(sandbox, { dataDir: sandbox.folder('five-minutes'), env: { DEMO: '1' } });
  const { stdout } = await run('sh', ['-c', typed.replace('http://localhost:3000', server.url).replaceAll('#', '; echo #')]);
  const answers = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as object);
  expect(answers).toMatchObject([
    { items: [{ next: 'AcceptApplication' }] },
    { events: ['ApplicationAccepted'], permittedActions: expect.any(Array) as unknown },
    { status: 409, code: 'wrong-state', allowed: expect.any(Array) as unknown },
    { clocks: expect.arrayContaining([expect.objectContaining({ limit: 'T01', state: 'met' })]) as unknown, ledger: {} },
    { items: expect.arrayContaining([expect.objectContaining({ key: 'T01' })]) as unknown },
    { items: [{ status: 'VALID' }] },
  ]);
});
