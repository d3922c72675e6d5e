import { DataFileError } from '#data-files';
import { loadLaw } from '#engine';
import { StoreLockedError } from '#event-store';
import { accounts, ACCOUNTS_USAGE } from './accounts.js';
import { printMeter } from './meter.js';
import { publication, PUBLICATION_USAGE } from './publication.js';
import { rebuildScreens } from './rebuild.js';
import { runScenarioFile } from './scenario/run-file.js';
import { UsageError } from './usage-error.js';

const USAGE = `usage: npm run scenario -- FILE.json | npm run rebuild | npm run meter | ${PUBLICATION_USAGE} | ${ACCOUNTS_USAGE}`;

/** Where a command writes to: the process itself, or a test. */
export interface Console {
  readonly dataFolder: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
}

/** Carries out a command line and answers its exit status. Throws what is a fault of the program. */
export async function runCli([command, ...rest]: readonly string[], console: Console): Promise<number> {
  try {
    switch (command) {
      case 'scenario':
        console.out(await scenario(rest[0]));
        return 0;
      case 'rebuild':
        console.out(await rebuildScreens(console.dataFolder));
        return 0;
      case 'policy':
      case 'calendar': {
        const { out, status } = await publication(command, rest, console.env ?? {});
        console.out(out);
        return status;
      }
      case 'accounts':
        console.out(await accounts(console.dataFolder, rest));
        return 0;
      case 'meter':
        console.out(printMeter(rest));
        return 0;
      default:
        throw new UsageError(USAGE);
    }
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
