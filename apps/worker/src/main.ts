import { openWorkQueue, startAlarms, type Deadline } from '#alarms';
import { systemClock } from '#engine';

/**
 * The worker as a process of its own: takes due alarms and receipts from Redis and reports them to the API, which looks at the clocks
 * and at what can be reduced.
 * The API runs with WORKER=0 and the same ENGINE_TOKEN; its sweep goes on as the guarantee. In the embedded profile none of this is
 * needed: the API hosts the worker.
 */
const { REDIS_URL, ENGINE_TOKEN, API_URL = 'http://127.0.0.1:3000' } = process.env;

if (REDIS_URL === undefined || ENGINE_TOKEN === undefined) {
  process.stderr.write('error: the worker needs REDIS_URL and ENGINE_TOKEN (and API_URL, default http://127.0.0.1:3000)\n');
  process.exit(2);
}

const RETRY_MS = 2000;

async function report(path: string, what: object): Promise<void> {
  const answer = await fetch(`${API_URL}/api/engine/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ENGINE_TOKEN ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify(what),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`the API answered ${answer.status} to ${path} ${JSON.stringify(what)}`);
}

const log = {
  info: (line: string) => void process.stdout.write(`${line}\n`),
  warn: (line: string) => void process.stderr.write(`warning: ${line}\n`),
  error: (line: string) => void process.stderr.write(`error: ${line}\n`),
};

/** Two logs may share one Redis: the API says which queues are its own. */
async function queuesOfTheApi(): Promise<{ alarms: { queue: string }; reductions: { queue: string } }> {
  for (;;) {
    try {
      const answer = await fetch(`${API_URL}/ready`);
      return (await answer.json()) as Awaited<ReturnType<typeof queuesOfTheApi>>;
    } catch {
      log.warn(`waiting for the API at ${API_URL}`);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

const queues = await queuesOfTheApi();
const alarms = await startAlarms({
  redis: REDIS_URL,
  queueName: queues.alarms.queue,
  clock: systemClock(),
  record: { due: () => Promise.resolve([]), all: () => Promise.resolve([]) },
  onDue: ({ id, version }: Deadline) => report('expire', { id, version }),
  sweep: false,
  log,
});
const receipts = await openWorkQueue({
  redis: REDIS_URL,
  queueName: queues.reductions.queue,
  work: (caseId) => report('reductions', { caseId }),
  log,
});
log.info(`worker: takes alarms and receipts from Redis and reports to ${API_URL}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void Promise.all([alarms.stop(), receipts.stop()]).then(() => process.exit(0)));
}
