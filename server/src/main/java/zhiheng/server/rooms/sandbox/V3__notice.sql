-- What the authority says of a participation in public.
CREATE TABLE sandbox_notice (
  case_id TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  person TEXT NOT NULL,
  time TEXT NOT NULL
);

-- Comments of the public on a notice. receipt: digest of the code that the writer holds; answered: '' before; shown: whether it stands on the
-- notice with its answer.
CREATE TABLE sandbox_comment (
  id TEXT PRIMARY KEY,
  receipt TEXT NOT NULL,
  case_id TEXT NOT NULL,
  time TEXT NOT NULL,
  text TEXT NOT NULL,
  answer TEXT NOT NULL,
  shown INTEGER NOT NULL,
  person TEXT NOT NULL,
  answered TEXT NOT NULL
);
CREATE UNIQUE INDEX sandbox_comment_receipt ON sandbox_comment (receipt);
CREATE INDEX sandbox_comment_case ON sandbox_comment (case_id, id);

-- Documents that the server worked out for a case, whole; the case names their SHA-256.
CREATE TABLE sandbox_document (
  case_id TEXT NOT NULL,
  item TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL,
  person TEXT NOT NULL,
  time TEXT NOT NULL,
  PRIMARY KEY (case_id, item, sha256)
);
