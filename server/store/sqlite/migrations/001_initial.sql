-- Everything the process stores. Ids begin with the county's code, so that one county's keys lie
-- together. Instants are UTC milliseconds (_ms), days are days since 1970-01-01 (_day), empty text
-- means none. Few indexes: each one is a page more to write for every transition.

CREATE TABLE schema_migration (
  version INTEGER PRIMARY KEY,
  name    TEXT NOT NULL
) STRICT;

-- ---- enterprises
CREATE TABLE enterprise (
  id                   TEXT NOT NULL PRIMARY KEY,
  uscc                 TEXT NOT NULL,
  uscc_overridden      INTEGER NOT NULL,
  uscc_override_reason TEXT NOT NULL,
  name                 TEXT NOT NULL,
  kind                 TEXT NOT NULL,
  county               TEXT NOT NULL,
  township             TEXT NOT NULL,
  address              TEXT NOT NULL,
  industry             TEXT NOT NULL,
  contact_name         TEXT NOT NULL,
  contact_phone        TEXT NOT NULL,
  legal_representative TEXT NOT NULL,
  size_class           TEXT NOT NULL,
  attributes           TEXT NOT NULL,
  created_ms           INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX enterprise_by_uscc ON enterprise (uscc) WHERE uscc <> '';
CREATE INDEX enterprise_by_name ON enterprise (county, name, id) WHERE uscc = '';

-- ---- subjects: kind 0 case, 1 referral, 2 slip
CREATE TABLE subject (
  id               TEXT NOT NULL PRIMARY KEY,
  kind             INTEGER NOT NULL,
  county           TEXT NOT NULL,
  township         TEXT NOT NULL,
  case_id          TEXT NOT NULL,
  referral_id      TEXT NOT NULL,
  enterprise       TEXT NOT NULL,
  organisation     TEXT NOT NULL,
  branch           TEXT NOT NULL,
  opened_ms        INTEGER NOT NULL,
  closed_ms        INTEGER,
  stage            TEXT NOT NULL,  -- the outer state: Review of Review.BankReview
  state            TEXT NOT NULL,
  context          TEXT NOT NULL,
  version          INTEGER NOT NULL,
  head             BLOB NOT NULL CHECK (length(head) = 32),
  workflow_version TEXT NOT NULL
) STRICT;
CREATE INDEX subject_by_county ON subject (county, kind, id);
CREATE INDEX subject_by_township ON subject (township, id) WHERE township <> '';
CREATE INDEX subject_by_organisation ON subject (organisation, id) WHERE organisation <> '';
CREATE INDEX subject_by_case ON subject (case_id, id) WHERE case_id <> '';
CREATE INDEX subject_by_enterprise ON subject (enterprise, id);
-- By stage, not by state: an index of every state would cost half of all transitions per second.
CREATE INDEX case_by_stage ON subject (county, stage, id) WHERE kind = 0;
-- One open case per enterprise.
CREATE UNIQUE INDEX open_case ON subject (enterprise) WHERE kind = 0 AND closed_ms IS NULL;

-- ---- history: appended at its end, never changed
CREATE TABLE history (
  position         INTEGER PRIMARY KEY,
  subject          TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  sequence         INTEGER NOT NULL,
  instant_ms       INTEGER NOT NULL,
  event            TEXT NOT NULL,
  data             TEXT NOT NULL,
  actor            TEXT NOT NULL,
  acting_for       TEXT NOT NULL,
  mandate          INTEGER NOT NULL,
  clause           TEXT NOT NULL,
  workflow_version TEXT NOT NULL,
  calendar_version TEXT NOT NULL,
  plugin_digest    TEXT NOT NULL,
  digest           BLOB NOT NULL CHECK (length(digest) = 32),
  receipt_key      BLOB,
  request_digest   BLOB
) STRICT;
CREATE UNIQUE INDEX history_of_subject ON history (subject, sequence);
CREATE UNIQUE INDEX receipt ON history (receipt_key) WHERE receipt_key IS NOT NULL;
CREATE TRIGGER history_keeps BEFORE UPDATE ON history
  BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_stays BEFORE DELETE ON history
  BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

-- ---- deadlines: state 0 running, 1 met, 2 moot, 3 void
CREATE TABLE deadline (
  id               INTEGER PRIMARY KEY,
  subject          TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  county           TEXT NOT NULL,
  rule             TEXT NOT NULL,
  hook             TEXT NOT NULL,
  clause           TEXT NOT NULL,
  effect           INTEGER NOT NULL,
  anchor_ms        INTEGER NOT NULL,
  budget_unit      INTEGER NOT NULL,
  budget_days      INTEGER NOT NULL,
  budget_day       INTEGER NOT NULL,
  rule_version     TEXT NOT NULL,
  calendar_version TEXT NOT NULL,
  due_nominal      TEXT NOT NULL,
  due_ms           INTEGER NOT NULL,
  provisional      INTEGER NOT NULL,
  state            INTEGER NOT NULL,
  armed_ms         INTEGER NOT NULL,
  armed_sequence   INTEGER NOT NULL,
  stopped_ms       INTEGER,
  supersedes       INTEGER NOT NULL,
  next_rung        TEXT NOT NULL,
  next_rung_ms     INTEGER
) STRICT;
CREATE INDEX deadline_of_subject ON deadline (subject, id);
CREATE INDEX deadline_due ON deadline (next_rung_ms, id)
  WHERE state = 0 AND next_rung_ms IS NOT NULL;

-- A claim is the row itself: a second one of the same deadline and rung cannot be.
CREATE TABLE rung (
  deadline   INTEGER NOT NULL REFERENCES deadline (id) DEFERRABLE INITIALLY DEFERRED,
  rung       TEXT NOT NULL,
  due_ms     INTEGER NOT NULL,
  claimed_ms INTEGER NOT NULL,
  inherited  INTEGER NOT NULL,
  PRIMARY KEY (deadline, rung)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER rung_keeps BEFORE UPDATE ON rung
  BEGIN SELECT RAISE(ABORT, 'a claimed rung stays'); END;
CREATE TRIGGER rung_stays BEFORE DELETE ON rung
  BEGIN SELECT RAISE(ABORT, 'a claimed rung stays'); END;

-- ---- tasks and lists
CREATE TABLE task (
  subject      TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  kind         TEXT NOT NULL,
  role         TEXT NOT NULL,
  county       TEXT NOT NULL,
  organisation TEXT NOT NULL,
  opened_ms    INTEGER NOT NULL,
  claimed_by   TEXT NOT NULL,
  PRIMARY KEY (subject, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_inbox ON task (county, role, opened_ms, subject, kind);

CREATE TABLE list_entry (
  county     TEXT NOT NULL,
  list       TEXT NOT NULL,
  subject    TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  entered_ms INTEGER NOT NULL,
  left_ms    INTEGER,
  PRIMARY KEY (subject, list)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_of_county ON list_entry (county, list, subject);

-- ---- messages
CREATE TABLE message (
  id            INTEGER PRIMARY KEY,
  stable_id     TEXT NOT NULL,
  county        TEXT NOT NULL,
  channel       TEXT NOT NULL,
  person        TEXT NOT NULL,
  organisation  TEXT NOT NULL,
  address       TEXT NOT NULL,
  notice        TEXT NOT NULL,
  subject_line  TEXT NOT NULL,
  body          TEXT NOT NULL,
  digest_key    TEXT NOT NULL,
  claimed_ms    INTEGER NOT NULL,
  not_before_ms INTEGER NOT NULL,
  attempts      INTEGER NOT NULL,
  sent_ms       INTEGER,
  delivered_ms  INTEGER,
  read_ms       INTEGER,
  dead_ms       INTEGER,
  last_error    TEXT NOT NULL
) STRICT;
CREATE INDEX message_due ON message (not_before_ms, id)
  WHERE sent_ms IS NULL AND dead_ms IS NULL AND channel <> 'inbox';
CREATE INDEX open_digest ON message (digest_key)
  WHERE digest_key <> '' AND sent_ms IS NULL AND dead_ms IS NULL;

CREATE TABLE message_line (
  id       INTEGER PRIMARY KEY,
  message  INTEGER NOT NULL REFERENCES message (id) DEFERRABLE INITIALLY DEFERRED,
  subject  TEXT NOT NULL,
  deadline INTEGER NOT NULL,
  rung     TEXT NOT NULL,
  text     TEXT NOT NULL
) STRICT;
CREATE INDEX line_of_message ON message_line (message, id);

CREATE TABLE incident (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,
  county     TEXT NOT NULL,
  subject    TEXT NOT NULL,
  message    INTEGER NOT NULL,
  detail     TEXT NOT NULL,
  opened_ms  INTEGER NOT NULL,
  closed_ms  INTEGER,
  resolution TEXT NOT NULL
) STRICT;
CREATE INDEX open_incident ON incident (id) WHERE closed_ms IS NULL;

-- ---- organisations and people
CREATE TABLE organisation (
  id          TEXT NOT NULL PRIMARY KEY,
  parent      TEXT NOT NULL,
  kind        INTEGER NOT NULL,
  name        TEXT NOT NULL,
  area        TEXT NOT NULL,
  email       TEXT NOT NULL,
  webhook_url TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  id            TEXT NOT NULL PRIMARY KEY,
  name          TEXT NOT NULL,
  home          TEXT NOT NULL,
  email         TEXT NOT NULL,
  phone         TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  disabled      INTEGER NOT NULL
) STRICT;

CREATE TABLE appointment (
  person    TEXT NOT NULL,
  role      TEXT NOT NULL,
  scope     TEXT NOT NULL,
  from_day  INTEGER NOT NULL,
  until_day INTEGER,
  PRIMARY KEY (person, role, scope, from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE mandate (
  id        INTEGER PRIMARY KEY,
  principal TEXT NOT NULL,
  agent     TEXT NOT NULL,
  from_day  INTEGER NOT NULL,
  until_day INTEGER NOT NULL
) STRICT;

CREATE TABLE round (
  id         TEXT NOT NULL PRIMARY KEY,
  county     TEXT NOT NULL,
  name       TEXT NOT NULL,
  opens_day  INTEGER NOT NULL,
  ends_day   INTEGER NOT NULL
) STRICT;

-- ---- the house's own
CREATE TABLE counter (
  county TEXT NOT NULL,
  letter TEXT NOT NULL,
  last   INTEGER NOT NULL,
  PRIMARY KEY (county, letter)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE checkpoint (
  day          TEXT NOT NULL PRIMARY KEY,
  root         BLOB NOT NULL CHECK (length(root) = 32),
  heads        INTEGER NOT NULL,
  history_rows INTEGER NOT NULL,
  signature    BLOB,
  public_key   BLOB
) STRICT;
CREATE TRIGGER checkpoint_keeps BEFORE UPDATE ON checkpoint
  BEGIN SELECT RAISE(ABORT, 'a signed checkpoint stays'); END;
CREATE TRIGGER checkpoint_stays BEFORE DELETE ON checkpoint
  BEGIN SELECT RAISE(ABORT, 'a signed checkpoint stays'); END;

CREATE TABLE document (
  position INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,
  version  TEXT NOT NULL,
  content  TEXT NOT NULL,
  UNIQUE (kind, version)
) STRICT;
