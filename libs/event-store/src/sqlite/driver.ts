import { createRequire } from 'node:module';
import type Sqlite from 'better-sqlite3';

/** 13 is built on Node-API 10, which Node 20 never had; 12 ends a process on Node 24.19 and newer when it collects a statement. */
const DRIVER = Number(process.versions['napi']) >= 10 ? 'better-sqlite3-napi' : 'better-sqlite3';

/** better-sqlite3, in the version that this Node can run. */
export const Database = createRequire(import.meta.url)(DRIVER) as typeof Sqlite;
export type Database = Sqlite.Database;
