export * from './codec.js';
export * from './errors.js';
export { eventId, isUuid, uuidv5 } from './event-id.js';
export { createMemoryStore } from './memory.js';
export * from './port.js';
export { openDatabase } from './sqlite/open-database.js';
export { openSqliteStore, type SqliteOptions, type SqliteStore, type StreamOfEvents } from './sqlite/sqlite-store.js';
export * from './handle.js';
export * from './states.js';
