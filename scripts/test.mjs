import { runJest } from './jest.mjs';
import { IN_CI, main } from './setup.mjs';

// Where the result is trusted, a missing Redis must not pass as "skipped".
if (IN_CI) process.env.OW_REQUIRE_REDIS = '1';

await main({ redis: IN_CI ? 'required' : 'useful' }, async (args) => {
  const { status, counts = { passed: 0, failed: 1, skipped: 0 } } = await runJest(args);
  const { passed, failed, skipped } = counts;
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  return status === 0 && failed > 0 ? 1 : status;
});
