-- Exit reports put on file. sha256: of SHA256SUMS, which names the SHA-256 of every file and is the evidence of the entry of the ledger that the
-- act made; files: those files with it, as ZIP.
CREATE TABLE sandbox_exit (
  case_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  act TEXT NOT NULL,
  files BYTEA NOT NULL,
  person TEXT NOT NULL,
  time TEXT NOT NULL,
  PRIMARY KEY (case_id, sha256)
);
