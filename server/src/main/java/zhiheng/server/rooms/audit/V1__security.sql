-- What happened at the doors, newest last by id. Holds no names: who it was is looked up when it is read.
CREATE TABLE security_event (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  subject TEXT NOT NULL,
  address TEXT NOT NULL,
  what TEXT NOT NULL,
  request TEXT NOT NULL
);
CREATE INDEX security_event_kind ON security_event (kind, id);
CREATE INDEX security_event_actor ON security_event (actor, id);
CREATE INDEX security_event_at ON security_event (at);
