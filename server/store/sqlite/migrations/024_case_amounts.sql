-- What each case applies for, by its last application.
CREATE TABLE case_amount (
  case_id    TEXT PRIMARY KEY,
  amount_fen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO case_amount (case_id, amount_fen)
SELECT history.subject, json_extract(history.data, '$.amount_fen')
FROM history JOIN (SELECT subject, max(sequence) AS last FROM history
                   WHERE event = 'ApplicationSubmitted' GROUP BY subject) AS applied
  ON applied.subject = history.subject AND applied.last = history.sequence
WHERE json_extract(history.data, '$.amount_fen') IS NOT NULL;
