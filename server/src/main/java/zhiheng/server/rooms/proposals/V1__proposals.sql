-- A proposal to change a rule. over: whose rules, LAW or POLICIES. rules: the draft of the pack's rules.yaml. report: what a replay of that
-- draft found, as JSON, '' while it was not replayed. decision: the words of who decided.
CREATE TABLE rule_proposal (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  grounds TEXT NOT NULL,
  over TEXT NOT NULL,
  pack TEXT NOT NULL,
  rules TEXT NOT NULL,
  report TEXT NOT NULL,
  state TEXT NOT NULL,
  proposer TEXT NOT NULL,
  decider TEXT NOT NULL,
  decision TEXT NOT NULL,
  opened TEXT NOT NULL,
  version BIGINT NOT NULL
);

-- The needs that a proposal answers.
CREATE TABLE rule_proposal_need (
  proposal TEXT NOT NULL,
  need TEXT NOT NULL,
  PRIMARY KEY (proposal, need)
);
CREATE INDEX rule_proposal_need_need ON rule_proposal_need (need);
