-- Lists as people want to find them again. role and place empty: the owner's alone.
CREATE TABLE saved_view (
  id         INTEGER PRIMARY KEY,
  owner      TEXT NOT NULL,
  page       TEXT NOT NULL,
  name       TEXT NOT NULL,
  query      TEXT NOT NULL,          -- JSON
  role       TEXT NOT NULL,
  place      TEXT NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_view_of ON saved_view (owner, id);
CREATE INDEX saved_view_shared ON saved_view (role, id) WHERE role <> '';
