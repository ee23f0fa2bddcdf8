-- Imports of rosters as jobs that can be watched, and which enterprises a roster brought.
CREATE TABLE roster (
  id          TEXT NOT NULL PRIMARY KEY,
  county      TEXT NOT NULL,
  person      TEXT NOT NULL,
  dry_run     INTEGER NOT NULL,
  status      TEXT NOT NULL,
  bytes_done  INTEGER NOT NULL,
  bytes_total INTEGER NOT NULL,
  rows        INTEGER NOT NULL,
  good        INTEGER NOT NULL,
  bad         INTEGER NOT NULL,
  started_ms  INTEGER NOT NULL,
  ended_ms    INTEGER,
  report      TEXT NOT NULL
) STRICT;
CREATE INDEX roster_running ON roster (id) WHERE status = 'running';

CREATE TABLE roster_entry (
  roster     TEXT NOT NULL,
  enterprise TEXT NOT NULL REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (roster, enterprise)
) STRICT, WITHOUT ROWID;
