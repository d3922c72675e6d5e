// npm run test:search -- [--minutes N]: runs the properties with new seeds until one fails or the time is over.
// `npm test` runs them with one seed for ever; what is found here becomes an example of its property.
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runJest } from './jest.mjs';
import { say, SetUpError } from './say.mjs';
import { main, ROOT } from './setup.mjs';

const HOW_TO_GO_ON = 'Add the counterexample to `examples` of the property, then mend. Again with the same seed: PROPERTY_SEED=';

/** Every file that draws from fast-check; jest finds the specs that come to use it. */
function drawingFiles() {
  return ['libs', 'apps', 'test']
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, name)))
    .filter((name) => name.endsWith('.ts') && !name.includes('architecture/samples'))
    .filter((name) => readFileSync(join(ROOT, name), 'utf8').includes("'fast-check'"));
}

function minutesIn(args) {
  const { values } = parseArgs({ args, options: { minutes: { type: 'string', default: '10' } } });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new SetUpError(`--minutes must be a number above 0, found ${values.minutes}`);
  return minutes;
}

await main({ redis: 'useful' }, async (args) => {
  const end = performance.now() + minutesIn(args) * 60_000;
  const files = drawingFiles();
  for (let round = 1; round === 1 || performance.now() < end; round += 1) {
    const seed = String(randomInt(2 ** 31));
    say(`round ${round}, seed ${seed}`);
    process.env.PROPERTY_SEED = process.env.FAULT_SEED = seed;
    const { status } = await runJest(['--findRelatedTests', ...files, '--silent']);
    if (status !== 0) {
      say(`${HOW_TO_GO_ON}${seed} npm test -- FILE`);
      return status;
    }
  }
  return 0;
});
