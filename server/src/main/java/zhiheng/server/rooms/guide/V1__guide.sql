-- What an organisation answered about itself, as a JSON object of facts.
CREATE TABLE enterprise_profile (
  org TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  facts TEXT NOT NULL,
  person TEXT NOT NULL,
  time TEXT NOT NULL
);

-- Guides that somebody took note of; the newest is what a later guide is compared with. state: verdict and days by measure.
CREATE TABLE enterprise_guide (
  org TEXT NOT NULL,
  number BIGINT NOT NULL,
  as_of TEXT NOT NULL,
  state TEXT NOT NULL,
  person TEXT NOT NULL,
  time TEXT NOT NULL,
  PRIMARY KEY (org, number)
);
