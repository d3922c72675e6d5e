// Loaded into the server by a control: it answers before it commits, so what it acknowledged in the last while dies with it.
import { setTimeout } from 'node:timers';
import { spoilDatabase } from './spoilt-database.mjs';

const HELD_MS = 400;

spoilDatabase((database) => {
  let held = false;

  function holdBack(commit) {
    if (held) return;
    held = true;
    setTimeout(() => {
      held = false;
      commit.run();
    }, HELD_MS);
  }

  return {
    inTransaction: false,
    prepare(sql) {
      const statement = database.prepare(sql);
      if (sql === 'BEGIN IMMEDIATE') return { run: () => (held ? undefined : statement.run()) };
      return sql === 'COMMIT' ? { run: () => holdBack(statement) } : statement;
    },
  };
});
