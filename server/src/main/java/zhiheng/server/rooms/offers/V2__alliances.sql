-- Several organisations on one asking; body is zhiheng.cases.CaseCodec's. wake: when time alone brings something about. plan, result:
-- what the lead put on file.
CREATE TABLE alliance (
  id TEXT PRIMARY KEY,
  asking TEXT NOT NULL,
  lead TEXT NOT NULL,
  stage TEXT NOT NULL,
  plan TEXT NOT NULL,
  plan_salt TEXT NOT NULL,
  result TEXT NOT NULL,
  result_salt TEXT NOT NULL,
  wake TEXT NOT NULL,
  body TEXT NOT NULL,
  updated TEXT NOT NULL
);
CREATE UNIQUE INDEX alliance_asking ON alliance (asking);
CREATE INDEX alliance_wake ON alliance (wake) WHERE wake <> '';

-- Who is in it. state: ASKED, JOINED or LEFT; part: what it would do, in its words.
CREATE TABLE alliance_member (
  alliance TEXT NOT NULL,
  org TEXT NOT NULL,
  part TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (alliance, org)
);
