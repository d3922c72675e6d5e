import { DataFileError } from '#data-files';
import { loadLaw } from '#engine';
import { StoreLockedError } from '#event-store';
import { rebuildScreens } from './rebuild.js';
import { runScenarioFile } from './scenario/run-file.js';

const USAGE = 'usage: npm run scenario -- FILE.json | npm run rebuild';

/** Input that cannot be used: one clear line, exit status 2. */
class UsageError extends Error {}

async function scenario(file: string | undefined): Promise<void> {
  if (file === undefined) throw new UsageError(USAGE);
  const result = await runScenarioFile(file, loadLaw());
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}

const [command, ...rest] = process.argv.slice(2);
try {
  switch (command) {
    case 'scenario':
      await scenario(rest[0]);
      break;
    case 'rebuild':
      await rebuildScreens(process.env['DATA_DIR'] ?? './data');
      break;
    default:
      throw new UsageError(USAGE);
  }
} catch (fault) {
  if (!(fault instanceof UsageError || fault instanceof DataFileError || fault instanceof StoreLockedError)) throw fault;
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = 2;
}
