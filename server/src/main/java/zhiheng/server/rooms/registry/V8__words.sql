-- What people said in acts. The leaf in the ledger holds SHA-256 of salt and text; salt and text are empty once erased.
CREATE TABLE act_words (
  act_id TEXT NOT NULL REFERENCES act (id),
  member TEXT NOT NULL,
  salt TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (act_id, member)
);
