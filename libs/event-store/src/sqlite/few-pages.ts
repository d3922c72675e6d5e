import type { Database } from 'better-sqlite3';

/** In KiB, as SQLite counts a cache below zero. */
const FEW = -2000;

/** `look` with a small page cache: what is read once from end to end need not stay in memory, and takes no longer. */
export function withFewPages<T>(database: Database, look: () => T): T {
  const usual = Number(database.pragma('cache_size', { simple: true }));
  database.pragma(`cache_size = ${FEW}`);
  try {
    return look();
  } finally {
    database.pragma(`cache_size = ${usual}`);
  }
}
