-- What was said, encrypted, where a permit keeps it; and the calls that wait for a person.
CREATE TABLE content (
  interaction TEXT PRIMARY KEY,
  system TEXT NOT NULL,
  sealed BYTEA NOT NULL
);
CREATE INDEX content_system ON content (system, interaction);

-- stage: 'in' before the model, 'out' before the caller; state: waiting, released, rejected, fetched, lapsed.
CREATE TABLE held (
  id TEXT PRIMARY KEY,
  system TEXT NOT NULL,
  time TEXT NOT NULL,
  until TEXT NOT NULL,
  stage TEXT NOT NULL,
  reason TEXT NOT NULL,
  surface TEXT NOT NULL,
  permit_version BIGINT NOT NULL,
  labelled INTEGER NOT NULL,
  state TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  note TEXT NOT NULL,
  sealed BYTEA NOT NULL
);
CREATE INDEX held_system ON held (system, state, id);
CREATE INDEX held_until ON held (until) WHERE state IN ('waiting', 'released');
