import { createEngine, loadLaw, systemClock } from '#engine';
import { openSqliteStore } from '#event-store';
import { openReadModels } from '#read-models';
import { generateCases } from './generate-cases.js';
import type { RebuildResult, RebuildTask } from './rebuild.js';

const law = loadLaw();
const clock = systemClock();
const tell = (result: RebuildResult): void => void process.send?.(result);

/** NORMAL is allowed here alone: the log is thrown away afterwards. */
async function generate({ file, events }: RebuildTask): Promise<void> {
  const engine = createEngine({ law, clock, open: () => openSqliteStore({ file, synchronous: 'NORMAL', maxGroup: 1000 }) });
  await generateCases(engine, events);
  await engine.close();
}

async function rebuild({ file }: RebuildTask): Promise<void> {
  const engine = createEngine({
    law,
    clock,
    open(states) {
      const store = openSqliteStore({ file });
      const readModels = openReadModels(store.database, law, states);
      const begun = performance.now();
      const counted = readModels.rebuild(store);
      const seconds = Number(((performance.now() - begun) / 1000).toFixed(3));
      tell({ ...counted, seconds, rssMb: Math.round(process.resourceUsage().maxRSS / 1024) });
      return store;
    },
  });
  await engine.close();
}

const task = JSON.parse(process.argv[2] ?? '') as RebuildTask;
await (task.do === 'generate' ? generate(task) : rebuild(task));
process.disconnect();
