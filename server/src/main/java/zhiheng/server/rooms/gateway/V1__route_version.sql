-- Each change of a route has a number, so that two people who change it at once lose nothing.
ALTER TABLE gateway_route ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
