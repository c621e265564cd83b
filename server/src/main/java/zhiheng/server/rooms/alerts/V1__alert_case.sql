-- How far people are with an alert; one without a row is open and nobody's. The newest alert_change says the same.
CREATE TABLE alert_case (
  alert TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  state TEXT NOT NULL,
  owner TEXT NOT NULL,
  note TEXT NOT NULL,
  reason TEXT NOT NULL,
  time TEXT NOT NULL,
  actor TEXT NOT NULL
);
CREATE INDEX alert_case_state ON alert_case (state, alert);

-- All versions. act: the act of the ledger.
CREATE TABLE alert_change (
  alert TEXT NOT NULL,
  version BIGINT NOT NULL,
  state TEXT NOT NULL,
  owner TEXT NOT NULL,
  note TEXT NOT NULL,
  reason TEXT NOT NULL,
  time TEXT NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  PRIMARY KEY (alert, version)
);
