import { readFileSync } from 'node:fs';
import type { Law } from '#case';
import { DataFileError } from '#data-files';
import { runScenario } from './run-scenario.js';
import { parseScenario } from './scenario-file.js';

/** Reads, checks and runs a scenario. Throws DataFileError, whose message is one line: file, JSON path, what is wrong. */
export async function runScenarioFile(file: string, law: Law): Promise<object> {
  return runScenario(parseScenario(readJson(file), file), law, file);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (fault) {
    const problem = fault instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new DataFileError(file, '$', `${problem}: ${(fault as Error).message.replace(/\s+/g, ' ')}`);
  }
}
