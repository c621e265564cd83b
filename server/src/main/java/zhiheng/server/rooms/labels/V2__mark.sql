-- The mark of each file that was given one here. mark: its 64 bits as 16 hexadecimal digits. id: of the act in the
-- ledger.
CREATE TABLE label_mark (
  mark TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  made_at TEXT NOT NULL,
  produce_id TEXT NOT NULL,
  producer TEXT NOT NULL
);
