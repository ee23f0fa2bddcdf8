-- Documents (材料) of cases and referrals. A subject's id begins with its county's code, and so does
-- a content's, so that one county's keys lie together. Content lies in parts of at most 256 KiB.
CREATE TABLE kept_document (
  subject    TEXT NOT NULL,
  id         TEXT NOT NULL,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  digest     BLOB NOT NULL CHECK (length(digest) = 32),
  content    TEXT NOT NULL,              -- empty: removed, its content erased
  added_by   TEXT NOT NULL,
  added_for  TEXT NOT NULL,
  added_ms   INTEGER NOT NULL,
  sequence   INTEGER NOT NULL,           -- of the history row that it was added by
  removed_by TEXT NOT NULL,
  removed_ms INTEGER,
  PRIMARY KEY (subject, sequence),
  UNIQUE (subject, id)
) STRICT, WITHOUT ROWID;

-- What is being written. Gone once it is a document's; what a process left behind is swept.
CREATE TABLE document_upload (
  content    TEXT PRIMARY KEY,
  subject    TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  digest     BLOB NOT NULL CHECK (length(digest) = 32),
  started_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document_part (
  content TEXT NOT NULL,
  number  INTEGER NOT NULL,
  bytes   BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 262144),
  UNIQUE (content, number)
) STRICT;
