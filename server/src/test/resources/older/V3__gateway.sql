-- The gateway: keys (hashes only), where calls go (upstream keys encrypted), and one row per call.
CREATE TABLE gateway_key (
  id TEXT PRIMARY KEY,
  system TEXT NOT NULL,
  label TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  revoked INTEGER NOT NULL
);
CREATE INDEX gateway_key_system ON gateway_key (system);

CREATE TABLE gateway_route (
  system TEXT PRIMARY KEY,
  attempts INTEGER NOT NULL,
  fallback_model TEXT NOT NULL,
  upstreams TEXT NOT NULL
);

CREATE TABLE interaction (
  id TEXT PRIMARY KEY,
  system TEXT NOT NULL,
  time TEXT NOT NULL,
  surface TEXT NOT NULL,
  model TEXT NOT NULL,
  upstream TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  stream INTEGER NOT NULL,
  permit_version BIGINT NOT NULL,
  status INTEGER NOT NULL,
  clause TEXT NOT NULL,
  user_hash BIGINT,
  in_digest TEXT NOT NULL,
  in_bytes BIGINT NOT NULL,
  out_digest TEXT NOT NULL,
  out_bytes BIGINT NOT NULL,
  tokens_in BIGINT NOT NULL,
  tokens_out BIGINT NOT NULL,
  first_byte_micros BIGINT NOT NULL,
  micros BIGINT NOT NULL,
  labelled INTEGER NOT NULL,
  held INTEGER NOT NULL,
  detections TEXT NOT NULL
);
CREATE INDEX interaction_system ON interaction (system, id);
CREATE INDEX interaction_clause ON interaction (system, clause, id) WHERE clause <> '';
CREATE INDEX interaction_out ON interaction (out_digest);

-- What was found in a call, to find the calls by it.
CREATE TABLE detection (
  system TEXT NOT NULL,
  kind TEXT NOT NULL,
  interaction TEXT NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (system, kind, interaction)
);

-- At most one row: how far the journal has been brought in.
CREATE TABLE journal_position (
  one INTEGER PRIMARY KEY,
  segment BIGINT NOT NULL,
  place BIGINT NOT NULL
);
