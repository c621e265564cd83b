-- Servers of tools of a system, spoken to over HTTP; their keys are encrypted.
CREATE TABLE tool_server (
  system TEXT NOT NULL,
  name TEXT NOT NULL,
  base TEXT NOT NULL,
  secret TEXT NOT NULL,
  limit_millis BIGINT NOT NULL,
  PRIMARY KEY (system, name)
);
