-- What law asks, and what guidance says, each by its day. A condition on obligation that is to lead to no other index is
-- written "l.obligation + 0": see WorkSql.
CREATE INDEX duty_line_force ON duty_line (obligation, pending, sort_due, system_id, duty);

-- Counts and the next thing to do leave guidance out: every summary is made anew at the first start with this version.
UPDATE ai_system SET as_of = '1970-01-01';
