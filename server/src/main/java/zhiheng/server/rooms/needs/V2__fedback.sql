-- due: by when a part is owed, '' for no day. refused: why a co-department sent its part back, '' while it has not.
ALTER TABLE need_part ADD COLUMN due TEXT NOT NULL DEFAULT '';
ALTER TABLE need_part ADD COLUMN refused TEXT NOT NULL DEFAULT '';
CREATE INDEX need_part_due ON need_part (due, org) WHERE delivered = '' AND refused = '' AND due <> '';

-- Those that went to and fro so often that two persons decide who has them.
CREATE INDEX need_stuck ON need (id) WHERE closed = 0 AND (bounces >= 2 OR reopened >= 2);

-- How many open needs of a department end at a moment, so that what is late is a sum of a few rows. lead: '' while nobody has it.
CREATE TABLE need_ending (
  lead TEXT NOT NULL,
  due TEXT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (lead, due)
);
INSERT INTO need_ending (lead, due, n) SELECT lead, due, COUNT(*) FROM need WHERE closed = 0 AND due <> '' GROUP BY lead, due;

-- What an asker added to a need, the content lies in a file named by the id. erased: 1 once that is gone.
CREATE TABLE need_file (
  id TEXT PRIMARY KEY,
  need TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  added TEXT NOT NULL,
  erased INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX need_file_need ON need_file (need, id);

-- Open needs whose story has yet to say that their department went up in another.
CREATE TABLE need_moving (
  need TEXT PRIMARY KEY,
  gone TEXT NOT NULL,
  into_org TEXT NOT NULL
);
