import type { Law } from '#law';
import { readJson } from '../read-json.js';
import { runScenario } from './run-scenario.js';
import { parseScenario } from './scenario-file.js';

/** Reads, checks and runs a scenario. Throws DataFileError, whose message is one line: file, JSON path, what is wrong. */
export async function runScenarioFile(file: string, law: Law): Promise<object> {
  return runScenario(parseScenario(readJson(file), file), law, file);
}
