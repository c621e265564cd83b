-- Each change of a server of tools has a number, so that two people who change it at once lose nothing.
ALTER TABLE tool_server ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
