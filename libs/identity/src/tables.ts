import type { Database } from 'better-sqlite3';

const TABLES = `
  CREATE TABLE IF NOT EXISTS identity_accounts (
    id            TEXT PRIMARY KEY,
    username      TEXT NOT NULL UNIQUE,
    display_name  TEXT NOT NULL,
    roles         TEXT NOT NULL,               -- JSON
    uscc          TEXT,
    password_hash TEXT NOT NULL,
    disabled      INTEGER NOT NULL DEFAULT 0,
    failures      INTEGER NOT NULL DEFAULT 0,  -- of earlier versions, as is the next; identity_failures has them now
    locked_until  INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS identity_initial_passwords (
    account_id  TEXT PRIMARY KEY,              -- whose password somebody else knows
    valid_until INTEGER NOT NULL,
    used        INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS identity_sessions (
    hash         TEXT PRIMARY KEY,             -- SHA-256 of the token, base64url
    account_id   TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS identity_sessions_of_account ON identity_sessions (account_id);
  CREATE TABLE IF NOT EXISTS identity_failures (
    budget   TEXT PRIMARY KEY,                 -- what is spent, and whose
    account  TEXT,                             -- digest of the user name
    failures INTEGER NOT NULL,
    until    INTEGER NOT NULL                  -- epoch milliseconds
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS identity_failures_of_account ON identity_failures (account);
  CREATE INDEX IF NOT EXISTS identity_failures_until ON identity_failures (until);
  CREATE TABLE IF NOT EXISTS identity_devices (
    hash       TEXT PRIMARY KEY,               -- SHA-256 of the token, base64url
    account_id TEXT NOT NULL,
    until      INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS identity_devices_of_account ON identity_devices (account_id);
  CREATE TABLE IF NOT EXISTS identity_second_factors (
    account_id   TEXT PRIMARY KEY,
    secret       TEXT NOT NULL,                -- base32: without it no code can be computed
    confirmed_at INTEGER NOT NULL,
    last_step    INTEGER NOT NULL              -- codes of time steps up to this one are used
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS identity_begun_factors (
    account_id  TEXT PRIMARY KEY,
    secret      TEXT NOT NULL,                 -- shown, and not yet confirmed
    valid_until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS identity_recovery_codes (
    account_id TEXT NOT NULL,
    hash       TEXT NOT NULL,                  -- SHA-256, base64url; a code that has been used is gone
    PRIMARY KEY (account_id, hash)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS identity_approvals (
    id           TEXT PRIMARY KEY,
    command      TEXT NOT NULL,
    what         TEXT NOT NULL,                -- JSON: what exactly was asked for
    fingerprint  TEXT NOT NULL,                -- of command and content
    secret       TEXT,                         -- hash of a password to be set
    ask_key      TEXT,                         -- Idempotency-Key of the request
    requested_by TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    state        TEXT NOT NULL,
    decided_by   TEXT,
    decided_at   INTEGER,
    reason       TEXT,
    outcome      TEXT,                         -- JSON: what came of it
    UNIQUE (requested_by, ask_key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS identity_rights (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    last_line INTEGER NOT NULL                 -- of the record of rights that this file agrees with
  ) STRICT;
  CREATE TABLE IF NOT EXISTS identity_revision (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL) STRICT;
  INSERT OR IGNORE INTO identity_revision VALUES (1, 0);
`;

export const createTables = (database: Database): void => void database.exec(TABLES);
