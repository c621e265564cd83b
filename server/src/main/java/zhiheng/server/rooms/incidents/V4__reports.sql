-- What people wrote into a report form and did not file yet.
CREATE TABLE incident_report_typed (
  incident TEXT NOT NULL,
  form TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  person TEXT NOT NULL,
  time TEXT NOT NULL,
  PRIMARY KEY (incident, form, field)
);

-- Reports that went in: body is what was filed, to the byte, and sha256 its digest, which the ledger names.
CREATE TABLE incident_report (
  id TEXT PRIMARY KEY,
  incident TEXT NOT NULL,
  form TEXT NOT NULL,
  kind TEXT NOT NULL,
  receipt TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL,
  filed TEXT NOT NULL,
  filed_by TEXT NOT NULL
);
CREATE INDEX incident_report_incident ON incident_report (incident, id);
