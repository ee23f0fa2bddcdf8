-- Plugins that a county installed, what they may reach, what they keep, and their calls as jobs: a
-- job is written in the transaction that asks for it and outlives every process.
CREATE TABLE plugin (
  county       TEXT NOT NULL,
  name         TEXT NOT NULL,
  version      TEXT NOT NULL,
  digest       TEXT NOT NULL,
  manifest     TEXT NOT NULL,     -- JSON
  folder       TEXT NOT NULL,     -- below the data directory
  installed_by TEXT NOT NULL,
  installed_ms INTEGER NOT NULL,
  PRIMARY KEY (county, name, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE plugin_use (         -- which version a county calls
  county     TEXT NOT NULL,
  name       TEXT NOT NULL,
  version    TEXT NOT NULL,
  enabled_by TEXT NOT NULL,
  enabled_ms INTEGER NOT NULL,
  PRIMARY KEY (county, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE plugin_host (
  county      TEXT NOT NULL,
  name        TEXT NOT NULL,
  host        TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  approved_ms INTEGER NOT NULL,
  PRIMARY KEY (county, name, host)
) STRICT, WITHOUT ROWID;

CREATE TABLE plugin_value (
  county TEXT NOT NULL,
  name   TEXT NOT NULL,
  key    TEXT NOT NULL,
  value  TEXT NOT NULL,
  PRIMARY KEY (county, name, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE plugin_job (
  id         TEXT NOT NULL PRIMARY KEY,
  county     TEXT NOT NULL,
  subject    TEXT NOT NULL,
  kind       TEXT NOT NULL,
  hook       TEXT NOT NULL,
  step       TEXT NOT NULL,       -- of the definition; empty: no step
  plugin     TEXT NOT NULL,
  version    TEXT NOT NULL,       -- that ran; empty: not yet
  digest     TEXT NOT NULL,
  state      TEXT NOT NULL,       -- waiting, running, done, failed, skipped
  attempts   INTEGER NOT NULL,
  next_ms    INTEGER NOT NULL,
  verdict    TEXT NOT NULL,       -- JSON; empty: none yet
  failure    TEXT NOT NULL,       -- its kind; empty: none
  detail     TEXT NOT NULL,
  incident   INTEGER NOT NULL,    -- 0: none
  opened_ms  INTEGER NOT NULL,
  ended_ms   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX plugin_job_due ON plugin_job (next_ms, id) WHERE state = 'waiting';
CREATE INDEX plugin_job_running ON plugin_job (id) WHERE state = 'running';
CREATE INDEX plugin_job_of_subject ON plugin_job (subject, id);
CREATE INDEX plugin_job_of_plugin ON plugin_job (county, plugin, id);

CREATE TABLE plugin_log (
  id      INTEGER PRIMARY KEY,
  county  TEXT NOT NULL,
  plugin  TEXT NOT NULL,
  version TEXT NOT NULL,
  job     TEXT NOT NULL,
  at_ms   INTEGER NOT NULL,
  level   TEXT NOT NULL,
  text    TEXT NOT NULL
) STRICT;
CREATE INDEX plugin_log_of_plugin ON plugin_log (county, plugin, id);
