-- The life of an account. An empty password lets nobody in; version is raised by each change of what a person is.
ALTER TABLE person ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- The open one-time link with which a person sets a password, at most one for each.
CREATE TABLE password_link (
  person_id TEXT PRIMARY KEY REFERENCES person (id),
  hash TEXT NOT NULL UNIQUE,
  expires TEXT NOT NULL
);

-- Sessions tell since when and from where they are. Those that were open cannot, and end.
DELETE FROM session;
ALTER TABLE session ADD COLUMN started TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN used TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN agent TEXT NOT NULL DEFAULT '';

-- Tokens end; without a day of their own, a year after they were made.
ALTER TABLE api_token ADD COLUMN expires TEXT;
ALTER TABLE api_token ADD COLUMN used TEXT;
