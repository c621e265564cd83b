-- What the monitors found about each system, newest last; body is JSON and holds the statistics.
CREATE TABLE alert (
  id TEXT PRIMARY KEY,
  system TEXT NOT NULL,
  monitor TEXT NOT NULL,
  family TEXT NOT NULL,
  grade TEXT NOT NULL,
  time TEXT NOT NULL,
  repeats INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX alert_system ON alert (system, id);
