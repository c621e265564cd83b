-- Plans that were made. problem and plan: JSON as the module placement writes it. peers: what others would cost, JSON.
-- before: the plan that this one goes on from, '' for none.
CREATE TABLE placement_plan (
  id TEXT PRIMARY KEY,
  org TEXT NOT NULL,
  person TEXT NOT NULL,
  title TEXT NOT NULL,
  problem TEXT NOT NULL,
  plan TEXT NOT NULL,
  peers TEXT NOT NULL,
  before TEXT NOT NULL,
  time TEXT NOT NULL
);
CREATE INDEX placement_plan_org ON placement_plan (org, id);
