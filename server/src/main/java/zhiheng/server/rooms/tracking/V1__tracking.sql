-- A step of carrying a policy out. reported, confirmed: '' until there is a value; confirmer: the organisation that confirmed.
CREATE TABLE policy_node (
  id TEXT PRIMARY KEY,
  policy TEXT NOT NULL,
  measure TEXT NOT NULL,
  owner TEXT NOT NULL,
  title TEXT NOT NULL,
  due TEXT NOT NULL,
  indicator TEXT NOT NULL,
  baseline TEXT NOT NULL,
  target TEXT NOT NULL,
  report TEXT NOT NULL,
  reported TEXT NOT NULL,
  confirmed TEXT NOT NULL,
  confirmer TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX policy_node_owner ON policy_node (owner, due, id);
CREATE INDEX policy_node_due ON policy_node (due, id);
