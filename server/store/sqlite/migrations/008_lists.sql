-- Frozen versions of lists and batches of cases: a docket is fixed once it is made; only what came
-- of its cases is added.

-- Who is on a list now, without reading those that left.
DROP INDEX list_of_county;
CREATE INDEX list_of_county ON list_entry (county, list, subject, left_ms);

CREATE TABLE docket (
  id            TEXT NOT NULL PRIMARY KEY,
  county        TEXT NOT NULL,
  kind          TEXT NOT NULL,
  number        INTEGER NOT NULL,
  as_of_ms      INTEGER NOT NULL,
  made_by       TEXT NOT NULL,
  cause         TEXT NOT NULL,
  origin        TEXT NOT NULL,
  superseded_by TEXT NOT NULL,
  cases         INTEGER NOT NULL,
  digest        BLOB NOT NULL CHECK (length(digest) = 32),
  UNIQUE (county, kind, number)
) STRICT;
CREATE TRIGGER docket_keeps
  BEFORE UPDATE OF id, county, kind, number, as_of_ms, made_by, cause, origin, cases, digest ON docket
  BEGIN SELECT RAISE(ABORT, 'a frozen list stays as it is'); END;
CREATE TRIGGER docket_stays BEFORE DELETE ON docket
  BEGIN SELECT RAISE(ABORT, 'a frozen list stays'); END;

CREATE TABLE docket_entry (
  docket          TEXT NOT NULL REFERENCES docket (id) DEFERRABLE INITIALLY DEFERRED,
  subject         TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  enterprise      TEXT NOT NULL,
  enterprise_name TEXT NOT NULL,
  uscc            TEXT NOT NULL,
  state           TEXT NOT NULL,
  case_version    INTEGER NOT NULL,
  entered_ms      INTEGER,
  outcome         TEXT NOT NULL,
  problem         TEXT NOT NULL,
  sequence        INTEGER NOT NULL,
  settled_ms      INTEGER,
  PRIMARY KEY (docket, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX docket_signing ON docket_entry (subject, docket) WHERE outcome = 'signed';
CREATE TRIGGER docket_entry_keeps
  BEFORE UPDATE OF docket, subject, enterprise, enterprise_name, uscc, state, case_version,
                   entered_ms ON docket_entry
  BEGIN SELECT RAISE(ABORT, 'a frozen list stays as it is'); END;
CREATE TRIGGER docket_entry_stays BEFORE DELETE ON docket_entry
  BEGIN SELECT RAISE(ABORT, 'a frozen list stays'); END;
