-- Where the calls of a system led when a run of it began: a digest of addresses and model names. A run without a row: no route was set.
CREATE TABLE assess_route (
  run TEXT PRIMARY KEY,
  system TEXT NOT NULL,
  route TEXT NOT NULL
);
CREATE INDEX assess_route_system ON assess_route (system);
