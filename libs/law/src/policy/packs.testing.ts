import { readdirSync, readFileSync } from 'node:fs';
import { createPolicyBook, parsePolicyPack, type Policy, type PolicyBook, type PolicyPack } from './index.js';

const readAll = (folder: string): PolicyPack[] => {
  const url = new URL(folder, import.meta.url);
  return readdirSync(url)
    .sort()
    .map((file) => parsePolicyPack(JSON.parse(readFileSync(new URL(file, url), 'utf8')), file));
};

export const packs = readAll('../../data/policy/packs/');
export const book: PolicyBook = createPolicyBook(packs);
export const versionOf = (id: string): number =>
  Math.max(...packs.filter(({ policy }) => policy === id).map(({ version }) => version));
export const policyOf = (id: string): Policy => book.byLabel(`${id}/${versionOf(id.split('+').at(-1) ?? '')}`);
/** Made up: shorter limits promised, for T01 3, for T11 20 (two kinds), for T22 7, for T23 10, for T31 as the law. */
export const promising: PolicyBook = createPolicyBook([...packs, ...readAll('../../fixtures/')]);
