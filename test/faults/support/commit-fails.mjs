// Loaded into the server by a test: commits of the log fail with the SQLite code that the file `commit-fails` in the data folder holds.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spoilDatabase } from './spoilt-database.mjs';

const file = join(process.env['DATA_DIR'] ?? '', 'commit-fails');

function failIfAsked() {
  if (!existsSync(file)) return;
  const code = readFileSync(file, 'utf8');
  throw Object.assign(new Error(`spoilt on purpose: ${code}`), { code });
}

spoilDatabase((database) => ({
  prepare(sql) {
    const statement = database.prepare(sql);
    if (sql !== 'COMMIT') return statement;
    return {
      run() {
        failIfAsked();
        return statement.run();
      },
    };
  },
}));
