-- need: whose timetable a node belongs to, '' for none, evidence: where it can be seen, excused: why it need not be reached any more,
-- disputed: the asker says that what was reported is not so.
ALTER TABLE policy_node ADD COLUMN need TEXT NOT NULL DEFAULT '';
ALTER TABLE policy_node ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
ALTER TABLE policy_node ADD COLUMN excused TEXT NOT NULL DEFAULT '';
ALTER TABLE policy_node ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX policy_node_need ON policy_node (need, due, id) WHERE need <> '';
CREATE INDEX policy_node_measure ON policy_node (policy, measure, due);

-- A department that went up in another.
CREATE TABLE department_merge (
  gone TEXT PRIMARY KEY,
  into_org TEXT NOT NULL,
  at TEXT NOT NULL
);
