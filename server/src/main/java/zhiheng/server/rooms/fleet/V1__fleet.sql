-- Gateways that run by themselves. Tokens are kept as hashes; systems is '*' or a JSON list of ids.
CREATE TABLE fleet_token (
  id TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  systems TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked INTEGER NOT NULL
);

CREATE TABLE fleet_gateway (
  id TEXT PRIMARY KEY,
  token TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  systems TEXT NOT NULL,
  enrolled_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  version TEXT NOT NULL,
  boot TEXT NOT NULL,
  turn BIGINT NOT NULL,
  revoked INTEGER NOT NULL
);

-- How far the journal of a gateway was brought in; one that was lost with its disk is followed by one of another name.
CREATE TABLE fleet_journal (
  gateway TEXT NOT NULL,
  journal TEXT NOT NULL,
  segment BIGINT NOT NULL,
  place BIGINT NOT NULL,
  PRIMARY KEY (gateway, journal)
);

-- What each gateway holds of a cap. Until ends_at (milliseconds) it is thought to be alive: after it a row of a cap of
-- now (day is '') counts no more, and one of a day counts as used up.
CREATE TABLE fleet_share (
  system TEXT NOT NULL,
  cap TEXT NOT NULL,
  day TEXT NOT NULL,
  gateway TEXT NOT NULL,
  boot TEXT NOT NULL,
  granted BIGINT NOT NULL,
  used BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (system, cap, day, gateway, boot)
);

-- A row to wait at: shares of one system are granted one gateway after the other.
CREATE TABLE fleet_turn (
  system TEXT PRIMARY KEY,
  turns BIGINT NOT NULL
);

-- One row: the key by which gateways know the office, encrypted.
CREATE TABLE fleet_key (
  one INTEGER PRIMARY KEY,
  public_key TEXT NOT NULL,
  private_key TEXT NOT NULL
);

-- At most one row: what a gateway does that no longer hears the office.
CREATE TABLE fleet_cut_off (
  one INTEGER PRIMARY KEY,
  after_seconds BIGINT NOT NULL,
  state TEXT NOT NULL,
  stop_seconds BIGINT NOT NULL
);
