-- One address for each person; of its secret only a digest is kept.
CREATE TABLE calendar_feed (
  person_id TEXT PRIMARY KEY,
  secret TEXT NOT NULL,
  made_at TEXT NOT NULL
);
CREATE UNIQUE INDEX calendar_feed_secret ON calendar_feed (secret);
