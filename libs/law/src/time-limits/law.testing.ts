import { readdirSync, readFileSync } from 'node:fs';
import { createPolicyBook, parsePolicyPack } from '../policy/index.js';
import { shippedCalendars } from '../calendar/shipped.testing.js';

/** The shipped calendar and policy packs, read without the engine. */
const read = <T>(folder: string, parse: (json: unknown, file: string) => T): T[] => {
  const url = new URL(folder, import.meta.url);
  return readdirSync(url).map((file) => parse(JSON.parse(readFileSync(new URL(file, url), 'utf8')), file));
};

const packs = read('../../data/policy/packs/', parsePolicyPack);

export const calendar = shippedCalendars.current;
export const policies = createPolicyBook(packs);
/** The same with shorter limits promised: T01 3, T11 20 for two kinds, T22 7, T23 10, T31 as the law. */
export const promising = createPolicyBook([...packs, ...read('../../fixtures/', parsePolicyPack)]);
