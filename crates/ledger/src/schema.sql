-- The ledger of `offprint batch`: one row a record. docs/ledger.md tells what each column means.
CREATE TABLE run (
  id        INTEGER PRIMARY KEY,
  begun     TEXT,
  ended     TEXT,
  outcome   TEXT,              -- done, stopped, an error; NULL while it runs, or where it was killed
  version   TEXT NOT NULL,
  settings  TEXT NOT NULL,
  jobs      INTEGER NOT NULL
) STRICT;

CREATE TABLE source (
  id        INTEGER PRIMARY KEY,
  path      TEXT NOT NULL UNIQUE,
  kind      TEXT NOT NULL,
  bytes     INTEGER,           -- of a file
  modified  INTEGER,           -- of a file: nanoseconds since 1970
  complete  INTEGER NOT NULL   -- 1 where every record of it is in the ledger
) STRICT;

CREATE TABLE record (
  id             INTEGER PRIMARY KEY,
  source         INTEGER NOT NULL REFERENCES source,
  member         TEXT NOT NULL,
  "offset"       INTEGER NOT NULL,
  length         INTEGER NOT NULL,
  record_type    TEXT NOT NULL,
  record_id      TEXT,
  target_uri     TEXT,
  host           TEXT,
  date           TEXT,
  media_type     TEXT,
  charset        TEXT,
  status         INTEGER,
  payload_digest TEXT,
  sha256         TEXT,
  bytes          INTEGER,
  outcome        TEXT NOT NULL, -- converted, no-article, not-a-page, failed, damaged
  reason         TEXT,
  message        TEXT,
  settings       TEXT NOT NULL,
  limits         TEXT,          -- where it went over one
  version        TEXT NOT NULL,
  title          TEXT,
  author         TEXT,
  site           TEXT,
  published      TEXT,
  language       TEXT,
  words          INTEGER,
  text_digest    TEXT,
  confidence     REAL,
  run            INTEGER,
  parse_us       INTEGER,
  write_us       INTEGER,
  UNIQUE (source, member, "offset")
) STRICT;
CREATE INDEX record_outcome ON record (outcome);
CREATE INDEX record_text ON record (text_digest) WHERE text_digest IS NOT NULL;

CREATE TABLE output (
  record   INTEGER NOT NULL REFERENCES record,
  format   TEXT NOT NULL,
  path     TEXT NOT NULL,      -- below the folder of the outputs
  folded   TEXT,               -- as file systems compare it that know no case; NULL for lines
  "offset" INTEGER NOT NULL,   -- of a line in its file
  bytes    INTEGER NOT NULL,
  sha256   TEXT NOT NULL,
  settings TEXT NOT NULL,
  PRIMARY KEY (record, format)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX output_folded ON output (folded) WHERE folded IS NOT NULL;

CREATE TABLE warning (
  record  INTEGER NOT NULL REFERENCES record,
  number  INTEGER NOT NULL,
  kind    TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (record, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE removal (
  record     INTEGER NOT NULL REFERENCES record,
  rule       TEXT NOT NULL,
  pieces     INTEGER NOT NULL,
  characters INTEGER NOT NULL,
  PRIMARY KEY (record, rule)
) STRICT, WITHOUT ROWID;

-- What was decided but perhaps not done when the program ended.
CREATE TABLE pending (
  id     INTEGER PRIMARY KEY,
  what   TEXT NOT NULL,        -- put, remove, lines
  record INTEGER,
  format TEXT,
  path   TEXT NOT NULL
) STRICT;

-- Records that were in work when the program ended without having settled a single one.
CREATE TABLE death (
  source   TEXT NOT NULL,
  member   TEXT NOT NULL,
  "offset" INTEGER NOT NULL,
  times    INTEGER NOT NULL,
  alone    INTEGER NOT NULL,   -- of these, with nothing else in work
  PRIMARY KEY (source, member, "offset")
) STRICT, WITHOUT ROWID;
