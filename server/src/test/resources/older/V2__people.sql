-- People, their sessions and tokens. Only hashes of secrets are stored.
CREATE TABLE person (
  id TEXT PRIMARY KEY,
  org_id TEXT NOT NULL REFERENCES org (id),
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  password TEXT NOT NULL,
  active INTEGER NOT NULL
);

CREATE TABLE session (
  hash TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id),
  expires TEXT NOT NULL
);
CREATE INDEX session_person ON session (person_id);

CREATE TABLE api_token (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id),
  org_id TEXT NOT NULL REFERENCES org (id),
  label TEXT NOT NULL,
  role TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  revoked INTEGER NOT NULL
);
CREATE INDEX api_token_person ON api_token (person_id);

-- At most one row: the hash of the open set-up link.
CREATE TABLE setup (
  one INTEGER PRIMARY KEY,
  hash TEXT NOT NULL
);
