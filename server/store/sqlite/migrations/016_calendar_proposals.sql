-- Working-day notices, each with who proposed it and who confirmed it: a notice moves statutory
-- dates, and no single person does that.
CREATE TABLE calendar_proposal (
  id           INTEGER PRIMARY KEY,
  notices      TEXT NOT NULL,          -- JSON
  state        TEXT NOT NULL,          -- proposed, in_force, withdrawn
  proposed_by  TEXT NOT NULL,
  settled_by   TEXT NOT NULL,
  proposed_ms  INTEGER NOT NULL,
  settled_ms   INTEGER,
  moves        INTEGER NOT NULL,
  moves_digest TEXT NOT NULL
) STRICT;
