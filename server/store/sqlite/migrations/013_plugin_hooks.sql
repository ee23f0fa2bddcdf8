-- What administrators enter for plugins: secrets, sealed as those of webhooks are.
CREATE TABLE plugin_secret (
  county TEXT NOT NULL,
  name   TEXT NOT NULL,
  secret TEXT NOT NULL,
  sealed BLOB NOT NULL,
  set_by TEXT NOT NULL,
  set_ms INTEGER NOT NULL,
  PRIMARY KEY (county, name, secret)
) STRICT, WITHOUT ROWID;

-- What a county changed of the settings of a plugin's manifest.
CREATE TABLE plugin_settings (
  county   TEXT NOT NULL,
  name     TEXT NOT NULL,
  settings TEXT NOT NULL,          -- JSON
  set_by   TEXT NOT NULL,
  set_ms   INTEGER NOT NULL,
  PRIMARY KEY (county, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE plugin_channel (      -- notifiers that a county's notices go to
  county   TEXT NOT NULL,
  name     TEXT NOT NULL,
  hook     TEXT NOT NULL,
  by_phone INTEGER NOT NULL,       -- to each receiver's number; else once, to a group
  notices  TEXT NOT NULL,          -- JSON list of kinds; empty list: all
  set_by   TEXT NOT NULL,
  set_ms   INTEGER NOT NULL,
  PRIMARY KEY (county, name, hook)
) STRICT, WITHOUT ROWID;

CREATE TABLE plugin_schedule (     -- when a scheduled hook is due next
  county  TEXT NOT NULL,
  plugin  TEXT NOT NULL,
  hook    TEXT NOT NULL,
  next_ms INTEGER NOT NULL,
  PRIMARY KEY (county, plugin, hook)
) STRICT, WITHOUT ROWID;
CREATE INDEX plugin_schedule_due ON plugin_schedule (next_ms);

-- JSON: what a job is about beside its subject; empty: nothing.
ALTER TABLE plugin_job ADD COLUMN about TEXT NOT NULL DEFAULT '';
