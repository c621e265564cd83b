-- An organisation has a number in a state's register, and a version. operator: the first one, which runs this.
ALTER TABLE org ADD COLUMN register TEXT NOT NULL DEFAULT 'OTHER';
ALTER TABLE org ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE org ADD COLUMN operator INTEGER NOT NULL DEFAULT 0;
ALTER TABLE org ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- Ids are in order of time.
UPDATE org SET operator = 1 WHERE id = (SELECT MIN(id) FROM org);
