-- The mark in each picture that was given one here. mark: the 64 bits as 16 hexadecimal digits. id: that of the act in the ledger.
CREATE TABLE label_mark (
  mark TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  made_at TEXT NOT NULL,
  produce_id TEXT NOT NULL,
  producer TEXT NOT NULL
);
