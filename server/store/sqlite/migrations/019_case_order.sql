-- Cases by the day of their opening, of one county or of all. It never changes, so that no later event
-- has to write here.
CREATE INDEX case_by_opening ON subject (opened_ms, id) WHERE kind = 0;
CREATE INDEX case_of_county_by_opening ON subject (county, opened_ms, id) WHERE kind = 0;
