-- How many open needs of a department end on a day (UTC); those of the day that runs are counted by their moments.
DELETE FROM need_ending;
INSERT INTO need_ending (lead, due, n) SELECT lead, substr(due, 1, 10), COUNT(*) FROM need
  WHERE closed = 0 AND due <> '' GROUP BY lead, substr(due, 1, 10);

-- How many open needs went to and fro too often, by department, '' for all.
INSERT INTO need_tally (lead, name, n) SELECT '', 'now.stuck', COUNT(*) FROM need
  WHERE closed = 0 AND (bounces >= 2 OR reopened >= 2) HAVING COUNT(*) > 0;
INSERT INTO need_tally (lead, name, n) SELECT lead, 'now.stuck', COUNT(*) FROM need
  WHERE closed = 0 AND (bounces >= 2 OR reopened >= 2) AND lead <> '' GROUP BY lead;

-- One index for each way to ask for a list, in the order of that list.
DROP INDEX need_due;
CREATE INDEX need_due ON need (due, id, lead) WHERE closed = 0 AND due <> '';
CREATE INDEX need_stage_due ON need (stage, due, id) WHERE closed = 0 AND due <> '';
CREATE INDEX need_lead_stage_due ON need (lead, stage, due, id) WHERE closed = 0 AND due <> '';
CREATE INDEX need_lead_stuck ON need (lead, id) WHERE closed = 0 AND (bounces >= 2 OR reopened >= 2);
CREATE INDEX need_stuck_due ON need (due, id) WHERE closed = 0 AND (bounces >= 2 OR reopened >= 2) AND due <> '';
CREATE INDEX need_lead_stuck_due ON need (lead, due, id)
  WHERE closed = 0 AND (bounces >= 2 OR reopened >= 2) AND due <> '';
CREATE INDEX need_proposed ON need (proposed) WHERE proposed <> '';
CREATE INDEX need_old ON need (updated) WHERE closed = 1 AND text <> '';

-- What lists of parts go by, as the need has it: its stage, its end while it is open, whether it is stuck.
ALTER TABLE need_part ADD COLUMN stage TEXT NOT NULL DEFAULT '';
ALTER TABLE need_part ADD COLUMN ends TEXT NOT NULL DEFAULT '';
ALTER TABLE need_part ADD COLUMN stuck INTEGER NOT NULL DEFAULT 0;
UPDATE need_part SET
  stage = (SELECT n.stage FROM need n WHERE n.id = need_part.need),
  ends = (SELECT CASE WHEN n.closed = 0 THEN n.due ELSE '' END FROM need n WHERE n.id = need_part.need),
  stuck = (SELECT CASE WHEN n.closed = 0 AND (n.bounces >= 2 OR n.reopened >= 2) THEN 1 ELSE 0 END FROM need n
    WHERE n.id = need_part.need);
CREATE INDEX need_part_stage ON need_part (org, stage, need);
CREATE INDEX need_part_stuck ON need_part (org, need) WHERE stuck = 1;
CREATE INDEX need_part_ends ON need_part (org, ends, need) WHERE ends <> '';
CREATE INDEX need_part_stage_ends ON need_part (org, stage, ends, need) WHERE ends <> '';
