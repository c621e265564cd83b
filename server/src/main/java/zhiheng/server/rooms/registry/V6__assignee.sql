-- The person who looks after a duty, beside the free text that may name a team.
ALTER TABLE duty_mark ADD COLUMN assignee TEXT NOT NULL DEFAULT '';
ALTER TABLE duty_line ADD COLUMN assignee TEXT NOT NULL DEFAULT '';
CREATE INDEX duty_line_assignee ON duty_line (assignee, pending, sort_due, system_id, duty) WHERE assignee <> '';
