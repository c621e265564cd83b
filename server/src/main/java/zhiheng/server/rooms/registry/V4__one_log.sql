-- Database and ledger are bound by content. At most one row: whose log it is, and its size and root when the last act became known to be in it.
CREATE TABLE log_seal (
  one INTEGER PRIMARY KEY,
  verifier_key TEXT NOT NULL,
  size BIGINT NOT NULL,
  root TEXT NOT NULL
);

-- An entry of the ledger belongs to one act.
DROP INDEX act_ledger;
CREATE UNIQUE INDEX act_ledger ON act (ledger_index);

-- The order of acts is the ledger's; those that are not in it yet come last.
CREATE INDEX act_system_order ON act (system_id, (COALESCE(ledger_index, 9223372036854775807)), id);
