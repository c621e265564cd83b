-- A day of a law ends by the clock of its jurisdiction. duty_line.starts and sort_due: the day and, behind a T, how
-- long after its beginning in UTC it ends there (2026-12-31T1600 in Beijing), so that text order is time order.
-- provisional 1: rests on an exception that no answer rules out yet. next_pack: the law that asks next_duty. as_of: the
-- office's day, and when the latest day of any law had begun.
ALTER TABLE duty_line ADD COLUMN provisional INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ai_system ADD COLUMN next_pack TEXT;

-- What an officer's home counts, read from the index alone.
DROP INDEX ai_system_overview;
CREATE INDEX ai_system_overview ON ai_system
  (org_id, late_duties, gap_duties, unassessed_duties, questions, next_due, next_pack) WHERE archived_at IS NULL;

-- Every summary is made anew at the first start with this version.
UPDATE ai_system SET as_of = '1970-01-01';
