-- What rules asked for when an alert was raised, and what came of it; body is JSON and holds rule and statistics.
CREATE TABLE containment (
  id TEXT PRIMARY KEY,
  alert TEXT NOT NULL,
  system TEXT NOT NULL,
  monitor TEXT NOT NULL,
  rule TEXT NOT NULL,
  asked TEXT NOT NULL,
  outcome TEXT NOT NULL,
  base TEXT NOT NULL,
  came_from TEXT NOT NULL,
  holds TEXT NOT NULL,
  version BIGINT NOT NULL,
  time TEXT NOT NULL,
  restored_at TEXT NOT NULL,
  restored_by TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX containment_system ON containment (system, id);
CREATE INDEX containment_alert ON containment (alert);
