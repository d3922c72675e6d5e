import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say, SetUpError } from './say.mjs';
import { compile } from './compile.mjs';
import { installPackages } from './packages.mjs';
import { ensureRedis } from './redis.mjs';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const IN_CI = process.env.CI === 'true';

/**
 * From a bare checkout to something that runs; each step is skipped when it is done already.
 * Nothing here imports a package before the packages are there.
 */
async function setUp({ redis }) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new SetUpError(`Node 20.19 or newer is needed; this is ${process.version}.`);
  installPackages(ROOT);
  if (redis !== 'unused') ensureRedis({ required: redis === 'required' });
  await compile(ROOT);
}

/** Sets up, then runs `program` and exits with the status it answers. */
export async function main(needs, program) {
  try {
    await setUp(needs);
    process.exitCode = await program(process.argv.slice(2));
  } catch (fault) {
    if (!(fault instanceof SetUpError)) throw fault;
    say(fault.message);
    process.exitCode = 1;
  }
}
