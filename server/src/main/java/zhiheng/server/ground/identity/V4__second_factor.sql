-- The second factor: a key, sealed with the key file; last_step: the time step of the code used last, which no code passes again.
CREATE TABLE second_factor (
  person_id TEXT PRIMARY KEY REFERENCES person (id),
  secret TEXT NOT NULL,
  confirmed INTEGER NOT NULL,
  last_step BIGINT NOT NULL
);

-- Hashes of codes for who lost the device; each works once.
CREATE TABLE recovery_code (
  hash TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id)
);
CREATE INDEX recovery_code_person ON recovery_code (person_id);
