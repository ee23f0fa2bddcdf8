-- One index where there were two: each is a page more to write for every transition. A key belongs
-- to the subject that it was posted to, and stands beside its history's numbers.
DROP INDEX receipt;
DROP INDEX history_of_subject;
CREATE INDEX history_of_subject ON history (subject, sequence, receipt_key);

-- Who opens a subject cannot name it yet.
CREATE INDEX opening_receipt ON history (receipt_key)
  WHERE receipt_key IS NOT NULL AND event IN ('Listed', 'Nominated', 'WalkedIn', 'Raised');

CREATE TRIGGER history_in_order BEFORE INSERT ON history
  WHEN EXISTS (SELECT 1 FROM history WHERE subject = NEW.subject
               AND (sequence >= NEW.sequence OR receipt_key = NEW.receipt_key))
  BEGIN SELECT RAISE(ABORT, 'this place in the history, or this key, is taken'); END;
