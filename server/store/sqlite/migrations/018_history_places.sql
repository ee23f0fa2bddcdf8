-- Where a subject's history stands is kept in the subject's row, which every event rewrites anyway:
-- the index cost each event a page more, written to the log and to the file. Of each event nine
-- digits of its row's position and two of its receipt's key (server/store/history_places.h).
ALTER TABLE subject ADD COLUMN history_places TEXT NOT NULL DEFAULT '';
UPDATE subject SET history_places = coalesce((
  SELECT group_concat(place, '') FROM (
    SELECT printf('%09X', position) ||
           CASE WHEN receipt_key IS NULL THEN '..' ELSE substr(hex(receipt_key), 1, 2) END AS place
    FROM history WHERE history.subject = subject.id ORDER BY sequence)), '');

-- The writer, of which there is one, now keeps sequences and keys apart.
DROP TRIGGER history_in_order;
DROP INDEX history_of_subject;
