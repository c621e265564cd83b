-- Support proposed to a department on evidence at hand. facts: the evidence, answers by question.
-- words: why it was decided so.
CREATE TABLE policy_grant (
  id TEXT PRIMARY KEY,
  measure TEXT NOT NULL,
  edition TEXT NOT NULL,
  org TEXT NOT NULL,
  department TEXT NOT NULL,
  facts TEXT NOT NULL,
  profile_version BIGINT NOT NULL,
  state TEXT NOT NULL,
  words TEXT NOT NULL,
  decider TEXT NOT NULL,
  version BIGINT NOT NULL,
  time TEXT NOT NULL
);
CREATE INDEX policy_grant_org ON policy_grant (org, measure, id);
CREATE INDEX policy_grant_department ON policy_grant (department, id);
CREATE INDEX policy_grant_state ON policy_grant (state, id);
