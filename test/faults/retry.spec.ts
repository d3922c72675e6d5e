import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { submissionOf } from '../bench/case-script.js';
import { audit, NOTHING_WRONG } from './support/audit.js';
import { answerIn, noteOk } from './support/history.js';
import { isOk, post, type HttpAnswer } from './support/http.js';
import { startLoad } from './support/load.js';
import { openOffice } from './support/office.js';
import { Proxy } from './support/proxy.js';
import { randomFrom, seedOfRun } from './support/random.js';
import { Sandbox } from './support/sandbox.js';
import { Server } from './support/server.js';
import { until } from './support/until.js';

const COMMANDS = 400;
const LOST_SHARE = 0.3;
const WRITERS = 64;
const seed = seedOfRun();
const sandbox = new Sandbox();
const agent = new Agent({ keepAlive: true });
afterEach(() => sandbox.clean());
afterAll(() => agent.destroy());

/** Clients at the end of a line that loses three answers in ten, after the server has done what they answer. */
async function workOverABadLine(choices: { atOnce?: number; sameKey?: boolean }, enough: number) {
  const dataDir = sandbox.folder('retry');
  const server = await Server.start(sandbox, { dataDir });
  const proxy = await Proxy.listen(sandbox, server.port, { share: LOST_SHARE, random: randomFrom(seed) });
  const load = await startLoad(sandbox, server, { ...choices, port: proxy.port });
  const { history } = load;
  const isEnough = (): boolean => history.acknowledged.length + history.failed.length >= enough;
  await until('the load', () => isEnough() || undefined);
  await load.stop();
  return { dataDir, server, proxy, history };
}

describe(`a line that loses ${LOST_SHARE * 100} % of the answers (FAULT_SEED=${seed})`, () => {
  it('never makes a command act twice, and every retry gets the same answer, also of two at once and long after', async () => {
    const { dataDir, server, proxy, history } = await workOverABadLine({ atOnce: 2 }, COMMANDS);
    await server.reaches(({ processes }) => processes === 'caught-up');
    const { events } = await server.ready();
    for (const operation of history.acknowledged) {
      const answer = await post(agent, server.port, operation.request);
      if (isOk(answer)) noteOk(operation, answer.body);
      else operation.differed.push(answer.body);
    }
    expect(await server.ready()).toMatchObject({ events });
    expect(await server.signal('SIGTERM')).toMatchObject({ code: 0 });
    const findings = await audit(dataDir, history);
    const sends = Math.max(...history.operations.map(({ unknown, replays }) => unknown + replays + 1));
    process.stdout.write(
      `retries: ${history.acknowledged.length} commands, ${proxy.dropped} answers lost of ${proxy.dropped + proxy.passed}, one command ` +
        `sent up to ${sends} times, ${findings.doubled.length} doubled, ${history.sum('replays')} replays, ${history.differed.length} differed\n`,
    );
    expect(findings).toEqual(NOTHING_WRONG);
    expect(history.failed).toEqual([]);
    expect(history.differed).toEqual([]);
    expect(proxy.dropped).toBeGreaterThan(COMMANDS * LOST_SHARE);
    expect(history.sum('replays')).toBeGreaterThan(2 * COMMANDS);
  });

  it('leaves clients in the dark that take a new key for each try (the control)', async () => {
    const { history } = await workOverABadLine({ sameKey: false }, 16);
    expect(history.failed.join('\n')).toMatch(/open-case-exists|wrong-state|already-requested/);
  });
});

it(`${WRITERS} who write the same revision of a case: one does, the others are told that it has moved on`, async () => {
  const server = await Server.start(sandbox, { dataDir: sandbox.folder('race') });
  const { applicants, materials, steps, tokens } = await openOffice(server, 1);
  const { body, token } = applicants[0]!;
  const content = submissionOf(body, { field: '01', sector: '01' }, materials);
  const submitted = await post(agent, server.port, { path: '/api/cases', token, commandId: randomUUID(), content });
  const { caseId, revision } = answerIn(submitted.body);
  const give = (ifMatch: number): Promise<HttpAnswer> =>
    post(agent, server.port, {
      path: `/api/cases/${caseId}/request-correction`,
      token: tokens.clerk,
      commandId: randomUUID(),
      content: steps[0]!.data,
      ifMatch,
    });
  const statuses = (await Promise.all(Array.from({ length: WRITERS }, () => give(revision)))).map(({ status }) => status);
  expect(statuses.filter((status) => status < 300)).toHaveLength(1);
  expect(statuses.filter((status) => status === 412)).toHaveLength(WRITERS - 1);
});
