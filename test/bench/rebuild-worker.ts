import { createEngine, loadLaw, systemClock } from '#engine';
import { openSqliteStore } from '#event-store';
import { openReadModels } from '#read-models';
import { generateCases } from './generate-cases.js';
import { rounded } from './percentiles.js';
import type { RebuildResult, RebuildTask } from './rebuild.js';

const law = loadLaw();
const clock = systemClock();
const tell = (result: RebuildResult): void => void process.send?.(result);

/** The cases made here are first applications. */
const NOTHING_KNOWN = {
  openRenewalOf: async () => undefined,
  hasCertificate: async () => false,
  heldUntil: async () => undefined,
};

/** NORMAL is allowed here alone: the log is thrown away afterwards. */
async function generate({ file, events }: RebuildTask): Promise<void> {
  const engine = createEngine({
    law,
    clock,
    open: (_states, _book, decode) => openSqliteStore({ file, decode, synchronous: 'NORMAL', maxGroup: 1000 }),
    lookups: NOTHING_KNOWN,
  });
  await generateCases(engine, events);
  await engine.close();
}

async function rebuild({ file }: RebuildTask): Promise<void> {
  const engine = createEngine({
    law,
    clock,
    lookups: NOTHING_KNOWN,
    open(states, _book, decode) {
      const store = openSqliteStore({ file, decode });
      const readModels = openReadModels(store.database, law, states);
      const [begun, used] = [performance.now(), process.cpuUsage()];
      const counted = readModels.rebuild(store);
      const seconds = rounded((performance.now() - begun) / 1000, 3);
      const { user, system } = process.cpuUsage(used);
      tell({
        ...counted,
        seconds,
        cpuSeconds: rounded((user + system) / 1e6, 3),
        rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      });
      return store;
    },
  });
  await engine.close();
}

const task = JSON.parse(process.argv[2] ?? '') as RebuildTask;
await (task.do === 'generate' ? generate(task) : rebuild(task));
process.disconnect();
