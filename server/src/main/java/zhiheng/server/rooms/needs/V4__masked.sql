-- masked: whether personal data in the text of a file was replaced before it was stored.
ALTER TABLE need_file ADD COLUMN masked INTEGER NOT NULL DEFAULT 0;
