-- A need; body is zhiheng.cases.CaseCodec's. receipt: digest of the code that the asker holds. due: the nearest end that is owed, '' for
-- none. wake: when time alone brings something about. confirmed: what the asker said: '', YES, HALF, NO. proposed: whom a first person named.
CREATE TABLE need (
  id TEXT PRIMARY KEY,
  receipt TEXT NOT NULL,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  place TEXT NOT NULL,
  stage TEXT NOT NULL,
  lead TEXT NOT NULL,
  proposed TEXT NOT NULL,
  bounces INTEGER NOT NULL,
  reopened INTEGER NOT NULL,
  opened TEXT NOT NULL,
  updated TEXT NOT NULL,
  due TEXT NOT NULL,
  closed INTEGER NOT NULL,
  wake TEXT NOT NULL,
  answer TEXT NOT NULL,
  reason TEXT NOT NULL,
  confirmed TEXT NOT NULL,
  satisfied INTEGER NOT NULL,
  joined TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE UNIQUE INDEX need_receipt ON need (receipt);
CREATE UNIQUE INDEX need_source ON need (source) WHERE source <> '';
CREATE INDEX need_stage ON need (stage, id);
CREATE INDEX need_lead ON need (lead, id);
CREATE INDEX need_lead_stage ON need (lead, stage, id);
CREATE INDEX need_due ON need (due, id) WHERE closed = 0 AND due <> '';
CREATE INDEX need_lead_due ON need (lead, due, id) WHERE closed = 0 AND due <> '';
CREATE INDEX need_wake ON need (wake) WHERE wake <> '';
CREATE INDEX need_joined ON need (joined) WHERE joined <> '';

-- Every event that a need's case took. words: what was said with it, with the salt of its digest; act: the act of the ledger.
CREATE TABLE need_step (
  need TEXT NOT NULL,
  step BIGINT NOT NULL,
  time TEXT NOT NULL,
  deeds TEXT NOT NULL,
  words TEXT NOT NULL,
  salt TEXT NOT NULL,
  act TEXT NOT NULL,
  PRIMARY KEY (need, step)
);

-- What co-departments owe the lead. delivered: '' until then.
CREATE TABLE need_part (
  need TEXT NOT NULL,
  org TEXT NOT NULL,
  task TEXT NOT NULL,
  words TEXT NOT NULL,
  delivered TEXT NOT NULL,
  PRIMARY KEY (need, org)
);
CREATE INDEX need_part_org ON need_part (org, need);

-- Marks by which needs with alike words are found.
CREATE TABLE need_band (
  band BIGINT NOT NULL,
  need TEXT NOT NULL,
  PRIMARY KEY (band, need)
);

-- Counts by department ('' for all), kept up with each change so that no page counts a million rows.
CREATE TABLE need_tally (
  lead TEXT NOT NULL,
  name TEXT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (lead, name)
);
