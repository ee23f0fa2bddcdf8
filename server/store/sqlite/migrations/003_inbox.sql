-- A person's letters, newest first. What was read stands in the index itself, so that looking for
-- the unread ones passes over the others without opening them.
CREATE INDEX inbox_of_person ON message (person, id, read_ms) WHERE channel = 'inbox';
