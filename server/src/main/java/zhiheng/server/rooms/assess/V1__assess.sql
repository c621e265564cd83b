-- Runs of suites against the model of a system, and reports that were brought. report: '' while it runs. heard, known, planned, failed:
-- how far it has come. taken: when the oldest answer was taken, '' where that is not known.
CREATE TABLE assess_run (
  id TEXT PRIMARY KEY,
  system TEXT NOT NULL,
  org_id TEXT NOT NULL,
  suite TEXT NOT NULL,
  tool TEXT NOT NULL,
  model TEXT NOT NULL,
  judge TEXT NOT NULL,
  settings TEXT NOT NULL,
  state TEXT NOT NULL,
  trouble TEXT NOT NULL,
  heard BIGINT NOT NULL,
  known BIGINT NOT NULL,
  planned BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  report TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  taken TEXT NOT NULL,
  person TEXT NOT NULL,
  time TEXT NOT NULL,
  ended TEXT NOT NULL
);
CREATE INDEX assess_run_system ON assess_run (system, id);
CREATE INDEX assess_run_org ON assess_run (org_id, id);

-- Evidence of a duty that a result became. ended: when it fell, '' while it stands.
CREATE TABLE assess_proof (
  run TEXT NOT NULL,
  duty TEXT NOT NULL,
  system TEXT NOT NULL,
  model TEXT NOT NULL,
  evidence TEXT NOT NULL,
  expires TEXT NOT NULL,
  ended TEXT NOT NULL,
  PRIMARY KEY (run, duty)
);
CREATE INDEX assess_proof_system ON assess_proof (system, ended);
