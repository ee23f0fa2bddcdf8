-- What the doctor, the metrics and the list of deadlines ask for, without reading every row.

-- Running deadlines, counted by the instant they fall due: as many rows as there are days ahead, a
-- few hundred, whatever runs. Kept by triggers, so that a rollback takes its counts back.
CREATE TABLE deadline_tally (
  due_ms      INTEGER NOT NULL,
  effect      INTEGER NOT NULL,
  provisional INTEGER NOT NULL,
  running     INTEGER NOT NULL,
  PRIMARY KEY (due_ms, effect, provisional)
) STRICT, WITHOUT ROWID;
INSERT INTO deadline_tally (due_ms, effect, provisional, running)
  SELECT due_ms, effect, provisional, count(*) FROM deadline WHERE state = 0 GROUP BY 1, 2, 3;

CREATE TRIGGER deadline_counted AFTER INSERT ON deadline WHEN NEW.state = 0
  BEGIN
    INSERT INTO deadline_tally (due_ms, effect, provisional, running)
      VALUES (NEW.due_ms, NEW.effect, NEW.provisional, 1)
      ON CONFLICT (due_ms, effect, provisional) DO UPDATE SET running = running + 1;
  END;
CREATE TRIGGER deadline_counted_out AFTER UPDATE OF state, due_ms, effect, provisional ON deadline
  WHEN OLD.state = 0 AND (NEW.state <> 0 OR NEW.due_ms <> OLD.due_ms OR
                          NEW.effect <> OLD.effect OR NEW.provisional <> OLD.provisional)
  BEGIN
    UPDATE deadline_tally SET running = running - 1
      WHERE due_ms = OLD.due_ms AND effect = OLD.effect AND provisional = OLD.provisional;
    DELETE FROM deadline_tally
      WHERE due_ms = OLD.due_ms AND effect = OLD.effect AND provisional = OLD.provisional
        AND running = 0;
  END;
CREATE TRIGGER deadline_counted_off AFTER DELETE ON deadline WHEN OLD.state = 0
  BEGIN
    UPDATE deadline_tally SET running = running - 1
      WHERE due_ms = OLD.due_ms AND effect = OLD.effect AND provisional = OLD.provisional;
  END;
CREATE TRIGGER deadline_counted_again AFTER UPDATE OF state, due_ms, effect, provisional ON deadline
  WHEN NEW.state = 0 AND (OLD.state <> 0 OR NEW.due_ms <> OLD.due_ms OR
                          NEW.effect <> OLD.effect OR NEW.provisional <> OLD.provisional)
  BEGIN
    INSERT INTO deadline_tally (due_ms, effect, provisional, running)
      VALUES (NEW.due_ms, NEW.effect, NEW.provisional, 1)
      ON CONFLICT (due_ms, effect, provisional) DO UPDATE SET running = running + 1;
  END;

-- Running deadlines that no rung waits for: past their ladder, or never armed.
CREATE INDEX deadline_silent ON deadline (id) WHERE state = 0 AND next_rung_ms IS NULL;

-- Running deadlines as they fall due; what a list is filtered by stands in the index, so that rows
-- that do not fit are not read. A deadline's county is where its subject belongs now.
UPDATE deadline SET county = (SELECT county FROM subject WHERE id = deadline.subject)
  WHERE state = 0 AND county <> (SELECT county FROM subject WHERE id = deadline.subject);
CREATE INDEX deadline_by_due ON deadline (due_ms, id, county, rule, effect) WHERE state = 0;

-- ---- dated facts for figures (process §6): what history says of each signed case and of each
-- referral. The engine writes them with the history row they come from; `verify` compares them.
-- Rows of before this version are written by the engine when it first opens the database.
CREATE TABLE case_fact (
  case_id       TEXT NOT NULL PRIMARY KEY REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  enterprise    TEXT NOT NULL,
  county        TEXT NOT NULL,
  signed_day    INTEGER,  -- the first signature that stands
  pushed_day    INTEGER,
  removed_day   INTEGER,
  withdrawn_day INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX case_fact_of_county ON case_fact (county, enterprise, case_id);
CREATE INDEX case_fact_of_enterprise ON case_fact (enterprise, case_id);

CREATE TABLE referral_fact (
  case_id        TEXT NOT NULL,
  referral       TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  bank           TEXT NOT NULL,
  pushed_day     INTEGER,
  contacted_day  INTEGER,
  granted_day    INTEGER,  -- on the list; credit off the list is not counted
  declined_day   INTEGER,
  only_unmet     INTEGER NOT NULL,  -- its feedback names credit conditions and nothing else
  unmet_day      INTEGER,  -- when the task force confirmed that
  drawn_day      INTEGER,
  not_needed_day INTEGER,
  cancelled_day  INTEGER,
  PRIMARY KEY (case_id, referral)
) STRICT, WITHOUT ROWID;
