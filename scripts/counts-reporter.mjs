import { writeFileSync } from 'node:fs';

/** Leaves the counts for scripts/test.mjs; a test file that does not even load counts as one failure. */
export default class CountsReporter {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests } = results;
    const counts = {
      passed: numPassedTests,
      failed: numFailedTests + numRuntimeErrorTestSuites,
      skipped: numPendingTests + numTodoTests,
    };
    writeFileSync(process.env.COUNTS_FILE, JSON.stringify(counts));
  }
}
