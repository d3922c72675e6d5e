import { DataFileError } from '#data-files';
import { loadLaw } from '#engine';
import { DamageError, StoreLockedError, StoreUnfitError } from '#event-store';
import { accounts, ACCOUNTS_USAGE } from './accounts.js';
import { clock, CLOCK_USAGE } from './clock.js';
import { printMeter } from './meter.js';
import { publication, PUBLICATION_USAGE } from './publication.js';
import { rebuildScreens } from './rebuild.js';
import { UsageError } from './usage-error.js';
import { verify } from './verify.js';

const USAGE = [
  'usage: npm run scenario -- FILE.json | npm run rebuild | npm run verify [-- --json] | npm run meter',
  ...[PUBLICATION_USAGE, CLOCK_USAGE, ACCOUNTS_USAGE],
].join(' | ');

export interface Console {
  readonly dataFolder: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
}

/** What whoever gave the command can put right: told in one line. */
const OPERATOR_ERRORS = [UsageError, DataFileError, StoreLockedError, StoreUnfitError, DamageError];

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
      case 'verify': {
        const { out, status } = await verify(console.dataFolder, rest);
        console.out(out);
        return status;
      }
      case 'policy':
      case 'calendar': {
        const { out, status } = await publication(command, rest, console.env ?? {});
        console.out(out);
        return status;
      }
      case 'clock': {
        const { out, status } = await clock(rest, console.env ?? {});
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
    if (!OPERATOR_ERRORS.some((kind) => fault instanceof kind)) throw fault;
    console.err(`${(fault as Error).message}\n`);
    return fault instanceof DamageError ? 3 : 2;
  }
}

async function scenario(file: string | undefined): Promise<string> {
  if (file === undefined) throw new UsageError(USAGE);
  // What checks a scenario takes a moment to load, and nothing else needs it.
  const { runScenarioFile } = await import('./scenario/run-file.js');
  return `${JSON.stringify(await runScenarioFile(file, loadLaw()), null, 2)}\n`;
}
