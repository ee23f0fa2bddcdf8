-- Enterprises by their names, pinyin initials and codes; what is entered comes from the program,
-- which cuts text into pairs of characters (workflows/domain/search_terms.h). A word of a county's
-- code in `place` keeps searches of one county short.
CREATE VIRTUAL TABLE enterprise_search USING fts5 (
  place, name, initials, code,
  content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 0'
);
CREATE INDEX enterprise_by_county ON enterprise (county, id);
CREATE INDEX enterprise_by_township ON enterprise (township, id) WHERE township <> '';
