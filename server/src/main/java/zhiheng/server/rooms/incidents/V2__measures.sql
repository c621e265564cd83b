-- Steps of the ladder. base: the permit before the first that holds; version: of the permit under which it holds (state HOLDS) or shall
-- hold (BEGUN); expires, held, ended: '' for none.
CREATE TABLE incident_measure (
  id TEXT PRIMARY KEY,
  incident TEXT NOT NULL,
  system TEXT NOT NULL,
  level TEXT NOT NULL,
  target TEXT NOT NULL,
  state TEXT NOT NULL,
  hours BIGINT NOT NULL,
  reason TEXT NOT NULL,
  base TEXT NOT NULL,
  version BIGINT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  held TEXT NOT NULL,
  expires TEXT NOT NULL,
  ended TEXT NOT NULL,
  ended_by TEXT NOT NULL
);
CREATE INDEX incident_measure_incident ON incident_measure (incident, id);
CREATE INDEX incident_measure_system ON incident_measure (system, state);
