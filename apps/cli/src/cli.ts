import { DataFileError } from '#data-files';
import { loadLaw } from '#engine';
import { StoreLockedError } from '#event-store';
import { printMeter } from './meter.js';
import { rebuildScreens } from './rebuild.js';
import { runScenarioFile } from './scenario/run-file.js';
import { UsageError } from './usage-error.js';

const USAGE = 'usage: npm run scenario -- FILE.json | npm run rebuild | npm run meter';

/** Where a command writes to: the process itself, or a test. */
export interface Console {
  readonly dataFolder: string;
  out(text: string): void;
  err(text: string): void;
}

/** Carries out a command line and answers its exit status. Throws what is a fault of the program. */
export async function runCli([command, ...rest]: readonly string[], console: Console): Promise<number> {
  try {
    switch (command) {
      case 'scenario':
        console.out(await scenario(rest[0]));
        break;
      case 'rebuild':
        console.out(await rebuildScreens(console.dataFolder));
        break;
      case 'meter':
        console.out(printMeter(rest));
        break;
      default:
        throw new UsageError(USAGE);
    }
    return 0;
  } catch (fault) {
    if (!(fault instanceof UsageError || fault instanceof DataFileError || fault instanceof StoreLockedError)) throw fault;
    console.err(`${fault.message}\n`);
    return 2;
  }
}

async function scenario(file: string | undefined): Promise<string> {
  if (file === undefined) throw new UsageError(USAGE);
  return `${JSON.stringify(await runScenarioFile(file, loadLaw()), null, 2)}\n`;
}
