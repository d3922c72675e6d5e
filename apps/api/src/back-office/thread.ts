import { parentPort, workerData } from 'node:worker_threads';
import type { Log } from '#engine';
import type { Settings } from '../settings.js';
import type { BackOffice } from './back-office.js';
import { callBy, createOutbox, faultOf, type Call, type Notice, type Reply } from './channel.js';
import { openBackOffice } from './open-back-office.js';

/** The thread of the back office: opens it, carries out what the window calls for, and ends when it is closed. */
if (parentPort === null) throw new Error('this is not a program of its own');
const port = parentPort;

const tell = (notice: Notice): void => port.postMessage(notice);
const telling =
  (level: keyof Log) =>
  (line: string): void =>
    tell({ is: 'log', level, line });
const log: Log = { info: telling('info'), warn: telling('warn'), error: telling('error') };

function serve(office: BackOffice): void {
  const reply = createOutbox<Reply>(queueMicrotask, (batch) => port.postMessage(batch));
  const carryOut = ([id, method, ...asked]: Call): void => {
    callBy(office, method, asked).then(
      (answer) => reply([id, answer ?? null]),
      (thrown: unknown) => reply([id, null, faultOf(thrown)]),
    );
  };
  port.on('message', (batch: string) => (JSON.parse(batch) as Call[]).forEach(carryOut));
}

try {
  const { office } = await openBackOffice({ settings: workerData as Settings, log });
  serve(office);
  tell({ is: 'open', about: office.about });
} catch (thrown) {
  tell({ is: 'not-open', fault: faultOf(thrown) });
}
