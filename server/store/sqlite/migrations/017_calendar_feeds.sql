-- Each person's secret link to a calendar of their deadlines: one at a time, known by its digest.
CREATE TABLE calendar_feed (
  person  TEXT PRIMARY KEY,
  token   BLOB NOT NULL UNIQUE,        -- SM3
  origin  TEXT NOT NULL,               -- where its links lead: https://host; empty: nowhere
  made_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
