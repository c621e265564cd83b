-- What ends soon, for reminders.
CREATE INDEX evidence_expires ON evidence (expires, id) WHERE expires IS NOT NULL;
CREATE INDEX duty_mark_until ON duty_mark (until, system_id, duty) WHERE until IS NOT NULL;
