-- Days of the law that have come are told of like another wording. since: from when on they are looked at; '' where the wording changed.
ALTER TABLE law_amendment ADD COLUMN since TEXT NOT NULL DEFAULT '';

-- Up to when days of the law were told of: one row.
CREATE TABLE law_day (
  one INTEGER PRIMARY KEY,
  told TEXT NOT NULL
);
