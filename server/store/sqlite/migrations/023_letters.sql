-- As what somebody is told, and how each person wants its mail.
ALTER TABLE message ADD COLUMN audience TEXT NOT NULL DEFAULT '';
CREATE TABLE mail_wish (
  person    TEXT PRIMARY KEY,
  reminders TEXT NOT NULL,
  overdue   TEXT NOT NULL,
  news      TEXT NOT NULL,
  from_min  INTEGER NOT NULL, -- of the day
  to_min    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
