-- Where organisations' own systems are told, managed by those who may. Secrets are sealed: who
-- reads the database cannot sign with them.
CREATE TABLE webhook (
  id              INTEGER PRIMARY KEY,
  organisation    TEXT NOT NULL,
  name            TEXT NOT NULL,
  url             TEXT NOT NULL,
  enabled         INTEGER NOT NULL,
  secret          BLOB NOT NULL,
  former_secret   BLOB,              -- signs beside the new one until former_until_ms
  former_until_ms INTEGER,
  created_by      TEXT NOT NULL,
  created_ms      INTEGER NOT NULL,
  changed_ms      INTEGER NOT NULL,
  deleted_ms      INTEGER            -- its log of deliveries stays
) STRICT;
CREATE INDEX webhook_of_organisation ON webhook (organisation, id) WHERE deleted_ms IS NULL;

-- By which webhook a message goes; 0: by none of them.
ALTER TABLE message ADD COLUMN webhook INTEGER NOT NULL DEFAULT 0;
CREATE INDEX message_of_webhook ON message (webhook, claimed_ms, id) WHERE webhook <> 0;
CREATE INDEX message_called ON message (stable_id, id) WHERE webhook <> 0;
