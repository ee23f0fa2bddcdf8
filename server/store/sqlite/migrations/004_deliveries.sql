-- The log of what was sent, of one county or to one organisation, in order.
CREATE INDEX message_of_county ON message (county, id);
CREATE INDEX message_of_organisation ON message (organisation, id) WHERE organisation <> '';
