-- An incident. seq: how many entries its record has; ended: '' while it is open; body: answers, grade and its reason (GradeNote).
CREATE TABLE incident (
  id TEXT PRIMARY KEY,
  system TEXT NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  reference TEXT NOT NULL,
  colour TEXT NOT NULL,
  grade TEXT NOT NULL,
  seq BIGINT NOT NULL,
  opened TEXT NOT NULL,
  ended TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX incident_system ON incident (system, id);
CREATE INDEX incident_ended ON incident (ended, id);
CREATE INDEX incident_reference ON incident (source, reference);

-- The case of each regime that applies.
CREATE TABLE incident_regime (
  incident TEXT NOT NULL,
  procedure TEXT NOT NULL,
  case_id TEXT NOT NULL,
  PRIMARY KEY (incident, procedure)
);
CREATE INDEX incident_regime_case ON incident_regime (case_id);

-- The record: id is the act's, so that the order of ids is the order in which things were done. words: what a person said.
CREATE TABLE incident_entry (
  id TEXT PRIMARY KEY,
  incident TEXT NOT NULL,
  seq BIGINT NOT NULL,
  time TEXT NOT NULL,
  kind TEXT NOT NULL,
  person TEXT NOT NULL,
  words TEXT NOT NULL,
  about TEXT NOT NULL
);
CREATE UNIQUE INDEX incident_entry_seq ON incident_entry (incident, seq);

CREATE TABLE incident_role (
  incident TEXT NOT NULL,
  role TEXT NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (incident, role)
);

-- done: '' while it is open; due: '' where no time was set.
CREATE TABLE incident_task (
  id TEXT PRIMARY KEY,
  incident TEXT NOT NULL,
  title TEXT NOT NULL,
  owner TEXT NOT NULL,
  due TEXT NOT NULL,
  done TEXT NOT NULL,
  done_by TEXT NOT NULL
);
CREATE INDEX incident_task_incident ON incident_task (incident, id);

-- What was captured before anything was switched off; sha256 of body, which the ledger names.
CREATE TABLE incident_evidence (
  id TEXT PRIMARY KEY,
  incident TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  time TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX incident_evidence_incident ON incident_evidence (incident, id);

-- Alerts for which a rule of a pack opens an incident, written with the alert and gone once it is open.
CREATE TABLE incident_due (
  alert TEXT PRIMARY KEY,
  system TEXT NOT NULL,
  title TEXT NOT NULL,
  colour TEXT NOT NULL,
  duties TEXT NOT NULL
);
