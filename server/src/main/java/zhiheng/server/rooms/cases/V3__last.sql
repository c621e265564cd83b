-- When something last happened in a case, to list by.
ALTER TABLE moved_case ADD COLUMN last TEXT NOT NULL DEFAULT '';
UPDATE moved_case SET last =
  COALESCE((SELECT MAX(k.time) FROM moved_case_step k WHERE k.case_id = moved_case.id), '');
CREATE INDEX moved_case_last ON moved_case (ended, last, id);
CREATE INDEX moved_case_last_all ON moved_case (last, id);
