-- The tenant that a key calls for, whatever the call says; '' for a key that calls for any.
ALTER TABLE gateway_key ADD COLUMN tenant TEXT NOT NULL DEFAULT '';
