-- The sheet of a day that is over, as it was worked out then: what it was worked out from may be forgotten since. body: JSON, whose SHA-256 is
-- in the ledger.
CREATE TABLE sandbox_sheet (
  case_id TEXT NOT NULL,
  day TEXT NOT NULL,
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  time TEXT NOT NULL,
  PRIMARY KEY (case_id, day)
);

-- What a sandbox offers to those who take part. sort: COMPUTE, DATA, COMPLIANCE; granted: what is out now, never more than capacity.
CREATE TABLE sandbox_kit (
  id TEXT PRIMARY KEY,
  sort TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  unit TEXT NOT NULL,
  capacity BIGINT NOT NULL,
  granted BIGINT NOT NULL,
  person TEXT NOT NULL,
  time TEXT NOT NULL
);

-- returned: '' while it is out.
CREATE TABLE sandbox_grant (
  id TEXT PRIMARY KEY,
  kit TEXT NOT NULL,
  case_id TEXT NOT NULL,
  amount BIGINT NOT NULL,
  person TEXT NOT NULL,
  time TEXT NOT NULL,
  returned TEXT NOT NULL
);
CREATE INDEX sandbox_grant_kit ON sandbox_grant (kit, id);
CREATE INDEX sandbox_grant_case ON sandbox_grant (case_id, id);
