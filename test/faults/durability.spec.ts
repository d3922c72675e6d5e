import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadLaw, openEmbedded, systemClock } from '#engine';
import { audit, NOTHING_WRONG, type Findings } from './support/audit.js';
import { Disk, whyNoPowerCut } from './support/disk.js';
import { type History } from './support/history.js';
import { startLoad } from './support/load.js';
import { randomFrom, seedOfRun } from './support/random.js';
import { Sandbox } from './support/sandbox.js';
import { Server } from './support/server.js';

const CUTS = Number(process.env['FAULT_CUTS'] ?? 10);
const LONG_MS = 120_000 + CUTS * 60_000;
const seed = seedOfRun();
const sandbox = new Sandbox();
afterEach(() => sandbox.clean());

/** The power goes again and again while clients work; answers what the disk held each time, measured against what clients knew then. */
async function cutPowerUnderLoad(preload?: string): Promise<{ acknowledged: number; findings: Findings }[]> {
  const random = randomFrom(seed);
  const disk = await Disk.mount(sandbox);
  const dataDir = join(disk.folder, 'data');
  // Without a Redis: its own syncs would carry along what was not synced.
  const server = await Server.start(sandbox, { dataDir, env: { PATH: '' }, ...(preload === undefined ? {} : { preload }) });
  const load = await startLoad(sandbox, server);
  const cuts: { image: string; known: History }[] = [];
  while (cuts.length < CUTS) {
    await pause(random(50, 400));
    await server.freeze();
    const known = load.history.copy();
    cuts.push({ image: await disk.cut(), known });
    server.thaw();
  }
  await load.stop();
  await server.signal('SIGTERM');

  const results: { acknowledged: number; findings: Findings }[] = [];
  for (const { image, known } of cuts) {
    const found = await Disk.mount(sandbox, image);
    await recover(join(found.folder, 'data'));
    results.push({ acknowledged: known.acknowledged.length, findings: await audit(join(found.folder, 'data'), known) });
    await found.unmount();
  }
  return results;
}

/** What the next start does with what it finds. */
async function recover(dataDir: string): Promise<void> {
  const { engine } = openEmbedded({ law: loadLaw(), clock: systemClock(), folder: dataDir });
  await engine.caughtUp(LONG_MS);
  await engine.close();
}

const why = whyNoPowerCut();
const itWithPowerCuts = why === undefined ? it : it.skip;
const note = why === undefined ? '' : ` [skipped: ${why}]`;
if (why !== undefined) process.stdout.write(`power: skipped, ${why}\n`);

describe(`a power cut under load (FAULT_SEED=${seed})${note}`, () => {
  itWithPowerCuts(
    `loses nothing acknowledged in ${CUTS} cuts`,
    async () => {
      const cuts = await cutPowerUnderLoad();
      process.stdout.write(
        `power: ${CUTS} cuts, ${cuts.at(-1)?.acknowledged} commands acknowledged, ${lostIn(cuts).join(' ')} lost\n`,
      );
      expect(cuts.map(({ findings }) => findings)).toEqual(cuts.map(() => NOTHING_WRONG));
      expect(cuts.at(-1)?.acknowledged).toBeGreaterThan(CUTS);
    },
    LONG_MS,
  );

  itWithPowerCuts(
    'loses some with synchronous=NORMAL (the control)',
    async () => {
      const lost = lostIn(await cutPowerUnderLoad('synchronous-normal.mjs'));
      process.stdout.write(`power, synchronous=NORMAL: ${lost.join(' ')} lost\n`);
      expect(Math.max(...lost)).toBeGreaterThan(0);
    },
    LONG_MS,
  );
});

const lostIn = (cuts: readonly { findings: Findings }[]): number[] => cuts.map(({ findings }) => findings.lost.length);
