import { loadLaw } from './load-law.js';
import { decidersUnder } from './registry.js';

test('every decider says whom a command is for, before anything else is looked at', () => {
  const without = Object.entries(decidersUnder(loadLaw())).filter(([, { admit }]) => admit === undefined);
  expect(without.map(([category]) => category)).toEqual([]);
});
