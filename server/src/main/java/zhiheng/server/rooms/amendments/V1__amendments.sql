-- A wording of the packs that systems were told of, or are being told of: the files, zipped, in Base64. The row with now = 1 is the one
-- that the server last started with.
CREATE TABLE law_wording (
  digest TEXT PRIMARY KEY,
  content TEXT NOT NULL,
  now INTEGER NOT NULL
);

-- The packs changed from one wording to another. place: the last system looked at, by id; done 1: all were. packs: the folders that
-- changed, as a JSON list.
CREATE TABLE law_amendment (
  id TEXT PRIMARY KEY,
  was TEXT NOT NULL,
  became TEXT NOT NULL,
  noticed TEXT NOT NULL,
  packs TEXT NOT NULL,
  place TEXT NOT NULL,
  done INTEGER NOT NULL
);
CREATE INDEX law_amendment_open ON law_amendment (id) WHERE done = 0;

-- What an amendment does to the duties of one system, as one notice. news: a JSON list. read_by: '' until its provider says it was read.
CREATE TABLE law_notice (
  id TEXT PRIMARY KEY,
  amendment TEXT NOT NULL,
  system_id TEXT NOT NULL,
  org_id TEXT NOT NULL,
  news TEXT NOT NULL,
  read_by TEXT NOT NULL,
  read_at TEXT NOT NULL
);
CREATE UNIQUE INDEX law_notice_once ON law_notice (amendment, system_id);
CREATE INDEX law_notice_system ON law_notice (system_id, id);
CREATE INDEX law_notice_org ON law_notice (org_id, id);
CREATE INDEX law_notice_unread ON law_notice (org_id, id) WHERE read_by = '';
CREATE INDEX law_notice_amendment ON law_notice (amendment, read_by, org_id);
