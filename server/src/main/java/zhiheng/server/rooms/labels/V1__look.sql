-- The look of each picture that was labelled here, so that its label is found again after it was lost. id: that of the act in the ledger.
-- look: 64 hexadecimal digits (PDQ).
CREATE TABLE label_look (
  id TEXT PRIMARY KEY,
  made_at TEXT NOT NULL,
  produce_id TEXT NOT NULL,
  producer TEXT NOT NULL,
  look TEXT NOT NULL,
  quality INTEGER NOT NULL
);
