import { cleanUp, C1, isFound, sql, stream, type, type Damage, makeGoodFolder } from './damage.testing.js';

beforeAll(makeGoodFolder);
afterAll(cleanUp);

test.each<Damage>([
  [
    'an event deleted from the middle',
    sql(`DELETE FROM events WHERE stream = ${C1} AND revision = 2`),
    'start',
    /no event at position \d/,
  ],
  [
    'an event deleted, and those behind it moved up',
    sql(
      'CREATE TEMP TABLE gone AS SELECT position FROM events WHERE position = 6',
      'DELETE FROM events WHERE position = 6',
      'UPDATE events SET position = position - 1 WHERE position > 6',
      'UPDATE log_head SET position = position - 1',
    ),
    'start',
    /the revisions of \S+ do not run from 0 to|has no events/,
  ],
  [
    'the last event deleted',
    sql('DELETE FROM events WHERE position = (SELECT max(position) FROM events)'),
    'start',
    /once ended at \d+: the last events are gone/,
  ],
  [
    'a tail cut, and the end moved with it',
    sql('DELETE FROM events WHERE position > 9', 'UPDATE log_head SET position = 9', 'UPDATE checkpoints SET position = 9'),
    'start',
    /has no events|another revision/,
  ],
  [
    'a whole stream deleted with its name',
    sql(
      `DELETE FROM events WHERE stream = ${stream('case-C4')}`,
      "DELETE FROM streams WHERE name = 'case-C4'",
      'UPDATE log_head SET position = (SELECT max(position) FROM events)',
      'UPDATE checkpoints SET position = 1',
    ),
    'start',
    /held by a stream that is not there|of which the log knows nothing/,
  ],
  ['a whole stream deleted', sql(`DELETE FROM events WHERE stream = ${stream('case-C2')}`), 'start', /no event at position/],
  [
    'an event of a type that is none',
    sql("UPDATE strings SET text = 'Forged' WHERE text = 'ApplicationDeclined'"),
    'start',
    /holds Forged in version 1/,
  ],
  [
    'an event of a version that is none',
    sql(`UPDATE events SET version = 99 WHERE stream = ${C1} AND revision = 1`),
    'start',
    /in version 99/,
  ],
  [
    'an event of another type',
    sql(`UPDATE events SET type = ${type('ApplicationReceived')} WHERE type = ${type('ApplicationDeclined')}`),
    'verify',
    /case-C3|C3/,
  ],
  [
    'a changed revision',
    sql(`UPDATE events SET revision = 7 WHERE stream = ${C1} AND revision = 1`),
    'start',
    /revisions of case-C1 do not run/,
  ],
  [
    'two events in each other’s place',
    sql(
      `CREATE TEMP TABLE swap AS SELECT revision, position FROM events WHERE stream = ${C1} AND revision IN (1, 2)`,
      `UPDATE events SET position = -revision WHERE stream = ${C1} AND revision IN (1, 2)`,
      `UPDATE events SET position = (SELECT position FROM swap WHERE swap.revision = 3 - events.revision) WHERE stream = ${C1} AND revision IN (1, 2)`,
    ),
    'start',
    /revision 2 of case-C1 lies before revision 1/,
  ],
  [
    'events of two streams in each other’s place',
    sql(
      'UPDATE events SET position = -1 WHERE position = 4',
      'UPDATE events SET position = 4 WHERE position = (SELECT max(position) FROM events)',
      'UPDATE events SET position = (SELECT position FROM log_head) WHERE position = -1',
    ),
    'start',
    /lies before revision|no event at position|has no|no row/,
  ],
  [
    'an event dated before the one that it follows',
    sql('UPDATE events SET recorded_at = recorded_at - 86400000 * 3 WHERE position = 9'),
    'verify',
    /before the event that it follows|changed_at/,
  ],
  [
    'an event given another id',
    sql("UPDATE events SET id = unhex('00112233445566778899aabbccddeeff') WHERE position = 5"),
    'verify',
    /does not follow from its command/,
  ],
  [
    'an event put to another command',
    sql("UPDATE events SET causation = unhex('00112233445566778899aabbccddeeff') WHERE position = 5"),
    'verify',
    /does not follow/,
  ],
  [
    'a garbled event',
    sql('UPDATE events SET data = substr(data, 1, 20) WHERE position = 5'),
    'start',
    /event at position 5 are not JSON/,
  ],
  ['the end of the log no longer kept', sql('DELETE FROM log_head'), 'start', /where the log ends is not kept/],
  [
    'a schema version that is not that of the tables',
    sql('PRAGMA user_version = 1'),
    'start',
    /its tables are not those of schema version 1/,
  ],
  ...['id', 'causation', 'correlation'].map<Damage>((column) => [
    `an event with a short ${column}`,
    sql(`UPDATE events SET ${column} = x'00' WHERE position = 5`),
    'start',
    /an id of the event at position 5/,
  ]),
  ...['x', '{}', '[1]', 'null', '{"id":"a"}', '{"id":1,"role":"clerk"}', '{"id":"a","role":"applicant","uscc":7}'].map<Damage>(
    (text) => [
      `an event by ${text}`,
      sql(`UPDATE strings SET text = '${text}' WHERE id = (SELECT actor FROM events WHERE position = 5)`),
      'start',
      /string \d+ is nobody/,
    ],
  ),
  [
    'an event by somebody who is gone',
    sql('UPDATE events SET actor = 4711 WHERE position = 5'),
    'start',
    /string 4711 is nobody/,
  ],
  ...['abc', '', '-5', '+1', '1e9', '1.5', '0x10', ' 1', '01', '99999999999999999999'].map<Damage>((place) => [
    `a process at the place "${place}"`,
    sql(`UPDATE checkpoints SET position = '${place}'`),
    'start',
    /the checkpoint \S+ is at ".*", which is no position/,
  ]),
])('%s is found', isFound);
