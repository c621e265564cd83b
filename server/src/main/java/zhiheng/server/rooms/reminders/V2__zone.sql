-- In which zone day begins and ends; '' for the reader's.
ALTER TABLE reminder ADD COLUMN zone TEXT NOT NULL DEFAULT '';
