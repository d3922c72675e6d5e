import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCodec, type EncodedEvent, type EventDefinition } from './codec.js';

const RECORD = 'frozen.json';
const FIXTURE = /^(.+)\.v([1-9]\d*)\.json$/;

/**
 * For tests: every stored version of every event stays readable. `directory` holds the data of one example event per type and
 * version in `<Type>.v<version>.json`, and the SHA-256 of each file in `frozen.json`; a line there is added once and never edited.
 * Gives the examples, decoded to the current version. Throws one Error that lists every missing, changed, unknown or unreadable file.
 */
export function assertFrozenFixtures(definitions: readonly EventDefinition[], directory: string): readonly EncodedEvent[] {
  const codec = createCodec(definitions);
  const frozen = JSON.parse(readFileSync(join(directory, RECORD), 'utf8')) as Record<string, string>;
  const present = readdirSync(directory).filter((name) => name !== RECORD);
  const due = definitions.flatMap(({ type, version }) => Array.from({ length: version }, (_, i) => `${type}.v${i + 1}.json`));
  const faults: string[] = [];
  const decoded: EncodedEvent[] = [];

  for (const name of new Set([...due, ...Object.keys(frozen)]))
    if (!present.includes(name)) faults.push(`${name} is missing: an example of every released version stays for ever`);

  for (const name of present) {
    const bytes = readFileSync(join(directory, name));
    const found = createHash('sha256').update(bytes).digest('hex');
    const recorded = frozen[name];
    if (recorded === undefined) faults.push(`${name} is not frozen; add to ${RECORD}: "${name}": "${found}"`);
    else if (recorded !== found) faults.push(`${name} was changed: raise the version and add an upcaster instead`);

    const [, type, version] = FIXTURE.exec(name) ?? [];
    if (type === undefined) {
      faults.push(`${name} is not named <Type>.v<version>.json`);
      continue;
    }
    try {
      decoded.push(codec.decode({ type, version: Number(version), data: JSON.parse(bytes.toString('utf8')) as object }));
    } catch (fault) {
      faults.push(`${name} cannot be decoded: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
  }

  if (faults.length > 0) throw new Error(`frozen fixtures in ${directory}:\n${faults.join('\n')}`);
  return decoded;
}
