import { isOnPath } from './child.mjs';
import { installFromDebian, mayInstall } from './debian.mjs';
import { runJest } from './jest.mjs';
import { IN_CI, main } from './setup.mjs';

// Where the result is trusted, a missing Redis must not pass as "skipped".
if (IN_CI) process.env.OW_REQUIRE_REDIS = '1';

await main({ redis: IN_CI ? 'required' : 'useful' }, async (args) => {
  // Sets the clock of a server under test; without it that test is skipped with a line.
  if (IN_CI && mayInstall() && !isOnPath('faketime')) installFromDebian(['faketime']);
  const { status, counts = { passed: 0, failed: 1, skipped: 0 } } = await runJest(args);
  const { passed, failed, skipped } = counts;
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  return status === 0 && failed > 0 ? 1 : status;
});
