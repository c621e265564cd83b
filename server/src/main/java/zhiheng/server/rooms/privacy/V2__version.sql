-- Grows by one with each change, so that of two people who change it at once the second is told.
ALTER TABLE retention ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
