-- What is said of a job stands in both languages; those before have both in `detail`.
ALTER TABLE plugin_job ADD COLUMN detail_en TEXT NOT NULL DEFAULT '';

-- Jobs that ended long ago are removed.
CREATE INDEX plugin_job_ended ON plugin_job (ended_ms) WHERE ended_ms IS NOT NULL;
