import { Database } from './driver.js';
import { withFewPages } from './few-pages.js';

const cacheOf = (database: InstanceType<typeof Database>) => database.pragma('cache_size', { simple: true });

test('the page cache is small while something is looked at, and as before afterwards, also where the look fails', () => {
  const database = new Database(':memory:');
  const usual = cacheOf(database);
  expect(withFewPages(database, () => cacheOf(database))).toBe(-2000);
  expect(cacheOf(database)).toBe(usual);
  expect(usual).not.toBe(-2000);
  const fail = () => {
    throw new Error('bad page');
  };
  expect(() => withFewPages(database, fail)).toThrow('bad page');
  expect(cacheOf(database)).toBe(usual);
  database.close();
});
