-- The answers behind a noted guide, so that a later one can say which of them made the difference.
-- {} where it was noted before.
ALTER TABLE enterprise_guide ADD COLUMN facts TEXT NOT NULL DEFAULT '{}';
