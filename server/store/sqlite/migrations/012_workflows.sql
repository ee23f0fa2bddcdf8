-- Customising: drafts of overlays and templates, and what was published when, by whom.
CREATE TABLE workflow_draft (
  id           INTEGER PRIMARY KEY,
  area         TEXT NOT NULL,
  title        TEXT NOT NULL,
  yaml         TEXT NOT NULL,
  base_version TEXT NOT NULL,
  revision     INTEGER NOT NULL,
  state        TEXT NOT NULL,       -- open, published, discarded
  author       TEXT NOT NULL,
  approved_by  TEXT NOT NULL,       -- of this revision; empty: nobody yet
  created_ms   INTEGER NOT NULL,
  changed_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX workflow_draft_of_area ON workflow_draft (area, id);

CREATE TABLE workflow_publication (
  id           INTEGER PRIMARY KEY,
  area         TEXT NOT NULL,
  version      TEXT NOT NULL,
  yaml         TEXT NOT NULL,       -- empty: the county goes by the city's again
  draft        INTEGER NOT NULL,    -- 0: none
  reverts      INTEGER NOT NULL,    -- 0: none
  reason       TEXT NOT NULL,
  published_by TEXT NOT NULL,
  approved_by  TEXT NOT NULL,
  published_ms INTEGER NOT NULL,
  effective_on INTEGER NOT NULL,    -- days since 1970-01-01
  in_force_ms  INTEGER              -- NULL: its day has not come
) STRICT;
CREATE INDEX workflow_publication_of_area ON workflow_publication (area, id);
CREATE INDEX workflow_publication_waiting ON workflow_publication (effective_on, id)
  WHERE in_force_ms IS NULL;
