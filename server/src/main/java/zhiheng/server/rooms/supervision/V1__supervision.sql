-- What was done to see or to ask. org: the department that it was about. minutes: what it cost others.
CREATE TABLE supervision (
  id TEXT PRIMARY KEY,
  org TEXT NOT NULL,
  sort TEXT NOT NULL,
  held TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  person TEXT NOT NULL
);
CREATE INDEX supervision_org ON supervision (org, id);
CREATE INDEX supervision_held ON supervision (held, org);

-- What was found, and what it became: need/ID or node/ID.
CREATE TABLE supervision_finding (
  act TEXT NOT NULL,
  n INTEGER NOT NULL,
  became TEXT NOT NULL,
  PRIMARY KEY (act, n)
);
