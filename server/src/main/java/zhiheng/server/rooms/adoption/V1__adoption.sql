-- The use of an AI system at work. places: where it is used, protections: what protects workers, both comma separated words. high_risk:
-- YES, NO or UNKNOWN. informed: the day on which workers were told, '' for not yet. region, sector: as the profile said then.
CREATE TABLE adoption (
  id TEXT PRIMARY KEY,
  org TEXT NOT NULL,
  system TEXT NOT NULL,
  task TEXT NOT NULL,
  region TEXT NOT NULL,
  sector TEXT NOT NULL,
  starts TEXT NOT NULL,
  places TEXT NOT NULL,
  high_risk TEXT NOT NULL,
  informed TEXT NOT NULL,
  heard INTEGER NOT NULL,
  offered INTEGER NOT NULL,
  finished INTEGER NOT NULL,
  protections TEXT NOT NULL,
  version BIGINT NOT NULL,
  updated TEXT NOT NULL
);
CREATE INDEX adoption_org ON adoption (org, id);
CREATE INDEX adoption_system ON adoption (system);

-- What became of the people in a kind of role: counts, never a name. not_hired: -1 where nobody knows.
CREATE TABLE adoption_role (
  adoption TEXT NOT NULL,
  occupation TEXT NOT NULL,
  people INTEGER NOT NULL,
  stayed INTEGER NOT NULL,
  moved INTEGER NOT NULL,
  retrained INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  created INTEGER NOT NULL,
  not_hired INTEGER NOT NULL,
  PRIMARY KEY (adoption, occupation)
);

-- Published counts, with what was hidden in them: the next edition is held against the last.
CREATE TABLE adoption_edition (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  time TEXT NOT NULL
);
