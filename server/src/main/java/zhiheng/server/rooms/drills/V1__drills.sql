-- A drill. text: the scenario it is held by, whole; seq: how many entries its record has; began, ended, day: '' for none.
-- seats, systems: who and what fills the places of the scenario, JSON. why: the reason for which it ended.
CREATE TABLE drill (
  id TEXT PRIMARY KEY,
  scenario TEXT NOT NULL,
  text TEXT NOT NULL,
  tempo BIGINT NOT NULL,
  form TEXT NOT NULL,
  state TEXT NOT NULL,
  org TEXT NOT NULL,
  planner TEXT NOT NULL,
  day TEXT NOT NULL,
  began TEXT NOT NULL,
  ended TEXT NOT NULL,
  why TEXT NOT NULL,
  seq BIGINT NOT NULL,
  systems TEXT NOT NULL,
  seats TEXT NOT NULL
);
CREATE INDEX drill_state ON drill (state, id);

-- Who sits where: an organisation, or one person of it; the other is ''.
CREATE TABLE drill_seat (
  drill TEXT NOT NULL,
  seat TEXT NOT NULL,
  org TEXT NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (drill, seat)
);
CREATE INDEX drill_seat_org ON drill_seat (org, drill);

CREATE TABLE drill_system (
  drill TEXT NOT NULL,
  slot TEXT NOT NULL,
  system TEXT NOT NULL,
  PRIMARY KEY (drill, slot)
);
CREATE INDEX drill_system_system ON drill_system (system, drill);

-- The record: id is the act's, so that the order of ids is that in which things were done. words: what a person said.
CREATE TABLE drill_entry (
  id TEXT PRIMARY KEY,
  drill TEXT NOT NULL,
  seq BIGINT NOT NULL,
  time TEXT NOT NULL,
  kind TEXT NOT NULL,
  person TEXT NOT NULL,
  seat TEXT NOT NULL,
  inject TEXT NOT NULL,
  detail TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE UNIQUE INDEX drill_entry_seq ON drill_entry (drill, seq);

-- What the traffic of an inject came to.
CREATE TABLE drill_exposure (
  drill TEXT NOT NULL,
  inject TEXT NOT NULL,
  bad BIGINT NOT NULL,
  delivered BIGINT NOT NULL,
  good BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  PRIMARY KEY (drill, inject)
);

-- The record as it was scored, by whose digest the ledger knows it.
CREATE TABLE drill_record (
  drill TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL,
  total TEXT NOT NULL
);

-- Findings, each a corrective duty. done: '' while it is open; then words, the name of the file that proves it, its digest,
-- and itself in base64.
CREATE TABLE drill_finding (
  id TEXT PRIMARY KEY,
  drill TEXT NOT NULL,
  system TEXT NOT NULL,
  code TEXT NOT NULL,
  inject TEXT NOT NULL,
  letter TEXT NOT NULL,
  repeated BIGINT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  due TEXT NOT NULL,
  done TEXT NOT NULL,
  done_by TEXT NOT NULL,
  words TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX drill_finding_drill ON drill_finding (drill, id);
CREATE INDEX drill_finding_due ON drill_finding (done, due, id);
