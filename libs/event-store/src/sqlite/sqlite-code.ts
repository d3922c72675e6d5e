/**
 * The extended result code of a SQLite fault, for example SQLITE_IOERR_FSYNC; empty for any other fault. Not by instanceof:
 * the native module raises the class of whichever copy of the package was loaded first.
 */
export const sqliteCode = (fault: unknown): string =>
  typeof fault === 'object' && fault !== null && 'code' in fault && typeof fault.code === 'string' ? fault.code : '';
