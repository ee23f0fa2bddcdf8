-- The link by which an enterprise looks how far its case is: one a case, known by its digest.
CREATE TABLE progress_link (
  subject  TEXT PRIMARY KEY,     -- a case
  code     BLOB NOT NULL UNIQUE, -- SM3
  made_by  TEXT NOT NULL,
  made_ms  INTEGER NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
