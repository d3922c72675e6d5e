import { describe } from '@jest/globals';
import { appendingContract } from './contract/appending.js';
import { committingContract } from './contract/committing.js';
import { modelContract } from './contract/model.js';
import { readingContract } from './contract/reading.js';
import type { OpenStore } from './contract/samples.js';
import { subscribingContract } from './contract/subscribing.js';
import { uniqueKeysContract } from './contract/unique-keys.js';

export type { OpenStore } from './contract/samples.js';

/** What every adapter promises. Its spec calls this with a function that opens a new, empty store each time. */
export function describeEventStoreContract(name: string, open: OpenStore): void {
  describe(`${name} keeps the contract of an event store:`, () => {
    describe('appending', () => appendingContract(open));
    describe('unique keys', () => uniqueKeysContract(open));
    describe('reading', () => readingContract(open));
    describe('subscribing', () => subscribingContract(open));
    describe('committing', () => committingContract(open));
    describe('model', () => modelContract(open));
  });
}
