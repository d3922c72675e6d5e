import { rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { cleanUp, flipByte, flipIn, isFound, sql, type Damage, makeGoodFolder } from './damage.testing.js';

beforeAll(makeGoodFolder);
afterAll(cleanUp);

test.each<Damage>([
  ['a page that cannot be', flipByte(4096 * 3), 'start', /./],
  ['a flipped bit in a text of an event', flipIn('兰州环境检测有限公司（虚构）', '苏'), 'verify', /./],
  ['a file cut short', (file) => truncateSync(file, statSync(file).size - 4096 * 5), 'start', /./],
  ['a file that is none', (file) => writeFileSync(file, 'x'.repeat(8192)), 'start', /not a database/],
  [
    'a database of something else',
    (file) => {
      rmSync(file);
      sql('CREATE TABLE shopping (list TEXT)')(file);
    },
    'start',
    /is no event log, but another database/,
  ],
  ['a log without its events', sql('DROP TABLE events'), 'start', /no such table/],
])('%s is found', isFound);
