-- What came out after an incident: its root cause, in words.
CREATE TABLE incident_after (
  incident TEXT PRIMARY KEY,
  cause TEXT NOT NULL,
  person TEXT NOT NULL,
  time TEXT NOT NULL
);

-- Corrective duties. done: '' while it is open; then words, the name of the file that proves it, its digest, and itself in base64.
CREATE TABLE incident_corrective (
  id TEXT PRIMARY KEY,
  incident TEXT NOT NULL,
  system TEXT NOT NULL,
  title TEXT NOT NULL,
  owner TEXT NOT NULL,
  due TEXT NOT NULL,
  done TEXT NOT NULL,
  done_by TEXT NOT NULL,
  words TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX incident_corrective_incident ON incident_corrective (incident, id);
CREATE INDEX incident_corrective_system ON incident_corrective (system, done, due);
