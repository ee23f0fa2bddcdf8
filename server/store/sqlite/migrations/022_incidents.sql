-- Incidents are listed county by county, and closed by whoever looked after them.
ALTER TABLE incident ADD COLUMN closed_by TEXT NOT NULL DEFAULT '';
CREATE INDEX incident_of_county ON incident (county, id);
CREATE INDEX open_incident_of_county ON incident (county, id) WHERE closed_ms IS NULL;
CREATE INDEX open_incident_of_message ON incident (message) WHERE closed_ms IS NULL;
CREATE INDEX job_of_incident ON plugin_job (incident) WHERE incident <> 0;
