-- Applications: the last of a case is the draft until it is handed in. answers: JSON by criterion; body: what was handed in, whole, whose
-- SHA-256 the case's document names; criteria: the version they were answered under.
CREATE TABLE sandbox_application (
  case_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  saves BIGINT NOT NULL,
  criteria TEXT NOT NULL,
  answers TEXT NOT NULL,
  body TEXT NOT NULL,
  person TEXT NOT NULL,
  time TEXT NOT NULL,
  filed TEXT NOT NULL,
  PRIMARY KEY (case_id, number)
);

-- The text of criteria that somebody applied under.
CREATE TABLE sandbox_criteria (
  procedure_id TEXT NOT NULL,
  version TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (procedure_id, version)
);
