import { startAlarms, type Deadline } from '#alarms';
import { systemClock } from '#engine';

/**
 * The alarm worker as a process of its own: takes due alarms from Redis and reports them to the API, which looks at the clocks.
 * The API runs with WORKER=0 and the same ENGINE_TOKEN; its sweep goes on as the guarantee. In the embedded profile none of this is
 * needed: the API hosts the worker.
 */
const { REDIS_URL, ENGINE_TOKEN, API_URL = 'http://127.0.0.1:3000' } = process.env;

if (REDIS_URL === undefined || ENGINE_TOKEN === undefined) {
  process.stderr.write('error: the worker needs REDIS_URL and ENGINE_TOKEN (and API_URL, default http://127.0.0.1:3000)\n');
  process.exit(2);
}

const RETRY_MS = 2000;

async function report({ id, version }: Deadline): Promise<void> {
  const answer = await fetch(`${API_URL}/api/engine/expire`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ENGINE_TOKEN ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id, version }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`the API answered ${answer.status} to the deadline ${id}`);
}

const log = {
  info: (line: string) => void process.stdout.write(`${line}\n`),
  warn: (line: string) => void process.stderr.write(`warning: ${line}\n`),
  error: (line: string) => void process.stderr.write(`error: ${line}\n`),
};

/** Two logs may share one Redis: the API says which queue is its own. */
async function queueOfTheApi(): Promise<string> {
  for (;;) {
    try {
      const answer = await fetch(`${API_URL}/ready`);
      return ((await answer.json()) as { alarms: { queue: string } }).alarms.queue;
    } catch {
      log.warn(`waiting for the API at ${API_URL}`);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

const alarms = await startAlarms({
  redis: REDIS_URL,
  queueName: await queueOfTheApi(),
  clock: systemClock(),
  record: { due: () => Promise.resolve([]), all: () => Promise.resolve([]) },
  onDue: report,
  sweep: false,
  log,
});
log.info(`alarm worker: takes alarms from Redis and reports to ${API_URL}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void alarms.stop().then(() => process.exit(0)));
}
