-- Acts that were entered and held against a list. facts: answers by question. entries: ids of what fitted.
-- prior: what was decided beforehand, '' for nothing. words: why it ended as it did.
CREATE TABLE list_act (
  id TEXT PRIMARY KEY,
  org TEXT NOT NULL,
  list TEXT NOT NULL,
  edition TEXT NOT NULL,
  title TEXT NOT NULL,
  day TEXT NOT NULL,
  facts TEXT NOT NULL,
  verdict TEXT NOT NULL,
  entries TEXT NOT NULL,
  prior TEXT NOT NULL,
  state TEXT NOT NULL,
  words TEXT NOT NULL,
  person TEXT NOT NULL,
  decider TEXT NOT NULL,
  version BIGINT NOT NULL,
  time TEXT NOT NULL
);
CREATE INDEX list_act_org ON list_act (org, id);

-- What was decided or deliberated before. about: the act, '' for a decision that any act may rest on.
CREATE TABLE list_prior (
  id TEXT PRIMARY KEY,
  org TEXT NOT NULL,
  about TEXT NOT NULL,
  outcome TEXT NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  person TEXT NOT NULL,
  time TEXT NOT NULL
);
CREATE INDEX list_prior_org ON list_prior (org, about, id);
