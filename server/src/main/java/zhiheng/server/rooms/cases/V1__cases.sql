-- A case as it stands; body is zhiheng.cases.CaseCodec's. wake: when time alone brings something about, '' never, '0' once a calendar is published.
CREATE TABLE moved_case (
  id TEXT PRIMARY KEY,
  system TEXT NOT NULL,
  procedure TEXT NOT NULL,
  version TEXT NOT NULL,
  kind TEXT NOT NULL,
  stage TEXT NOT NULL,
  ended INTEGER NOT NULL,
  step BIGINT NOT NULL,
  wake TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX moved_case_system ON moved_case (system, id);
CREATE INDEX moved_case_ended ON moved_case (ended, id);
CREATE INDEX moved_case_wake ON moved_case (wake);

-- Every event that a case took, and what came of it. words: what was said with it, with the salt of its digest; act: the act of the ledger.
CREATE TABLE moved_case_step (
  case_id TEXT NOT NULL,
  step BIGINT NOT NULL,
  time TEXT NOT NULL,
  event TEXT NOT NULL,
  deeds TEXT NOT NULL,
  words TEXT NOT NULL,
  salt TEXT NOT NULL,
  act TEXT NOT NULL,
  PRIMARY KEY (case_id, step)
);

-- The text of every version of a procedure that a case stands on.
CREATE TABLE moved_case_procedure (
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  file TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (id, version)
);
