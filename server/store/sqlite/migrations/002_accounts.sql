-- Accounts: who is signed in, which keys systems hold, who did what; and which organisations are
-- parties of a referral or slip, so that "whose is it" is asked of an index.

CREATE TABLE subject_party (
  organisation TEXT NOT NULL,
  subject      TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (organisation, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_of_subject ON subject_party (subject, organisation);

INSERT OR IGNORE INTO subject_party (organisation, subject)
  SELECT organisation, id FROM subject WHERE kind = 1 AND organisation <> '';
-- A branch and the bank above it; the tree of banks is two levels deep.
INSERT OR IGNORE INTO subject_party (organisation, subject)
  SELECT branch, id FROM subject WHERE kind IN (1, 2) AND branch <> '';
INSERT OR IGNORE INTO subject_party (organisation, subject)
  SELECT o.parent, s.id FROM subject s JOIN organisation o ON o.id = s.branch
  WHERE s.kind IN (1, 2) AND o.parent IN (SELECT id FROM organisation WHERE kind IN (6, 7));
INSERT OR IGNORE INTO subject_party (organisation, subject)
  SELECT json_extract(part.value, '$.department'), s.id
  FROM subject s, json_each(s.context, '$.parts') part WHERE s.kind = 2;
INSERT OR IGNORE INTO subject_party (organisation, subject)
  SELECT organisation, id FROM subject WHERE kind = 2 AND organisation <> '';

-- Townships' and departments' inboxes; a county's has its index already.
CREATE INDEX task_of_organisation ON task (organisation, role) WHERE organisation <> '';

-- Tokens are kept as digests: who reads the database cannot sign in with it.
CREATE TABLE session (
  token      BLOB NOT NULL PRIMARY KEY CHECK (length(token) = 32),
  person     TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  seen_ms    INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_person ON session (person);
CREATE INDEX session_expiry ON session (expires_ms);

-- What guards an account's sign-in, beside its password.
CREATE TABLE sign_in (
  person         TEXT NOT NULL PRIMARY KEY,
  failures       INTEGER NOT NULL,  -- since the last success
  last_failed_ms INTEGER,
  totp_secret    BLOB,              -- sealed; none: no second factor
  totp_confirmed INTEGER NOT NULL,
  totp_last_step INTEGER NOT NULL   -- a code is good once
) STRICT, WITHOUT ROWID;

CREATE TABLE api_key (
  id           INTEGER PRIMARY KEY,
  digest       BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
  hint         TEXT NOT NULL,  -- its first characters, to tell keys apart
  person       TEXT NOT NULL,
  name         TEXT NOT NULL,
  may_write    INTEGER NOT NULL,
  created_by   TEXT NOT NULL,
  created_ms   INTEGER NOT NULL,
  expires_ms   INTEGER NOT NULL,
  revoked_ms   INTEGER,
  last_used_ms INTEGER
) STRICT;

-- Who did what beside the cases, whose history has its own chain: sign-ins, reveals, exports,
-- changes of accounts and settings. Kept for good; at least six months are asked for (等保三级).
CREATE TABLE audit (
  id         INTEGER PRIMARY KEY,
  instant_ms INTEGER NOT NULL,
  person     TEXT NOT NULL,
  api_key    INTEGER NOT NULL,
  action     TEXT NOT NULL,
  object     TEXT NOT NULL,
  detail     TEXT NOT NULL,
  address    TEXT NOT NULL
) STRICT;
CREATE INDEX audit_of_person ON audit (person, id);
CREATE INDEX audit_of_action ON audit (action, id);
CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log stays'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log stays'); END;
