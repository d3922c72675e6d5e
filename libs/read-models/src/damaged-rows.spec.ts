import { cleanUp, C1, isFound, registered, sql, type Damage, makeGoodFolder } from './damage.testing.js';

beforeAll(makeGoodFolder);
afterAll(cleanUp);

test.each<Damage>([
  [
    'a forged row of the register',
    sql("UPDATE register SET holder = '假冒检测有限公司'"),
    'verify',
    /register \d+ holder is "假冒/,
  ],
  [
    'a row of the register that no event gives',
    sql(
      "INSERT INTO register SELECT '209999990001', uscc, holder, holder_key, address, field, issued_on, valid_to, status, dropped_items, standards, signatories, gaps, revocations, cancelled FROM register LIMIT 1",
    ),
    'start',
    /register has a row 209999990001 of which the log knows nothing/,
  ],
  [
    'a row of the register deleted',
    sql(`DELETE FROM register WHERE number = '${registered}'`),
    'start',
    new RegExp(`register has no row of certificate-${registered}`),
  ],
  ['a task deleted', sql("DELETE FROM review_queue WHERE case_id = 'C2'"), 'verify', /review_queue C2 is not there/],
  [
    'a deadline moved',
    sql("UPDATE deadlines SET due_at = due_at + 1 WHERE id LIKE 'case-C2/%'"),
    'verify',
    /deadlines case-C2\S+ due_at is/,
  ],
  ['a deadline deleted', sql("DELETE FROM deadlines WHERE id LIKE 'case-C2/%'"), 'verify', /deadlines case-C2\S+ is not there/],
  [
    'a row of an older revision',
    sql("UPDATE my_cases SET revision = 0 WHERE case_id = 'C1'"),
    'start',
    /shows C1 as it was at another revision/,
  ],
  [
    'a row under another key',
    sql("UPDATE my_cases SET case_id = 'C9' WHERE case_id = 'C1'"),
    'start',
    /my_cases has a row C9 of which the log knows nothing/,
  ],
  ['a unique key given to another stream', sql(`UPDATE unique_keys SET stream = ${C1}`), 'verify', /holds the unique key/],
  ['a unique key deleted', sql('DELETE FROM unique_keys'), 'verify', /by the table nobody does/],
  [
    'a unique key invented',
    sql(`INSERT INTO unique_keys VALUES ('made up', ${C1})`),
    'verify',
    /unique key made up, by its events it does not/,
  ],
  [
    'a checkpoint beyond the end',
    sql("UPDATE checkpoints SET position = '999'"),
    'start',
    /checkpoint \S+ is at position 999, beyond the end/,
  ],
])('%s is found', isFound);
