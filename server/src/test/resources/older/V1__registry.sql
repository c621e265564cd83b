-- The registry. One SQL for SQLite and PostgreSQL: TEXT, BIGINT and INTEGER only; times are ISO text in UTC with
-- milliseconds, dates ISO text, so that text order is time order.
CREATE TABLE org (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL
);

-- search: name, description and purpose in lower case. tier_set: of tiers, in table tier_set. tiers, open_duties … next_due: the summary of day as_of.
CREATE TABLE ai_system (
  id TEXT PRIMARY KEY,
  org_id TEXT NOT NULL REFERENCES org (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  purpose TEXT NOT NULL,
  facts TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  search TEXT NOT NULL,
  tiers TEXT NOT NULL,
  tier_set TEXT NOT NULL,
  open_duties INTEGER NOT NULL,
  late_duties INTEGER NOT NULL,
  questions INTEGER NOT NULL,
  next_due TEXT,
  as_of TEXT NOT NULL
);
CREATE INDEX ai_system_updated ON ai_system (updated_at, id);
CREATE INDEX ai_system_org ON ai_system (org_id, updated_at, id);
CREATE INDEX ai_system_as_of ON ai_system (as_of, id);
CREATE INDEX ai_system_counts ON ai_system (org_id, tier_set, late_duties);

-- Many systems share few sets of tiers, so counts group by set first. id is a digest of ai_system.tiers.
CREATE TABLE tier_set (
  id TEXT NOT NULL,
  pack TEXT NOT NULL,
  tier TEXT NOT NULL,
  PRIMARY KEY (id, pack, tier)
);
CREATE INDEX tier_set_tier ON tier_set (pack, tier, id);

-- The words of ai_system.search, see Words. id is a digest of the word; a word that no system has any more stays.
CREATE TABLE word (
  id BIGINT PRIMARY KEY,
  word TEXT NOT NULL
);

CREATE TABLE system_word (
  word_id BIGINT NOT NULL REFERENCES word (id),
  system_id TEXT NOT NULL REFERENCES ai_system (id),
  PRIMARY KEY (word_id, system_id)
);
CREATE INDEX system_word_system ON system_word (system_id);

-- rank 0 is the gravest tier of the pack. org_id and updated_at repeat ai_system's so that a filtered list is one range scan.
CREATE TABLE system_tier (
  system_id TEXT NOT NULL REFERENCES ai_system (id),
  pack TEXT NOT NULL,
  tier TEXT NOT NULL,
  rank INTEGER NOT NULL,
  org_id TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (system_id, pack, tier)
);
CREATE INDEX system_tier_list ON system_tier (pack, tier, updated_at, system_id);
CREATE INDEX system_tier_org ON system_tier (org_id, pack, tier, updated_at, system_id);

CREATE TABLE duty_mark (
  system_id TEXT NOT NULL REFERENCES ai_system (id),
  duty TEXT NOT NULL,
  state TEXT NOT NULL,
  owner TEXT NOT NULL,
  until TEXT,
  reason TEXT NOT NULL,
  PRIMARY KEY (system_id, duty)
);

-- An act is stored with the change it reports; ledger_index stays NULL until it is in the ledger.
CREATE TABLE act (
  id TEXT PRIMARY KEY,
  time TEXT NOT NULL,
  actor TEXT NOT NULL,
  name TEXT NOT NULL,
  subject TEXT NOT NULL,
  system_id TEXT NOT NULL,
  evidence_sha256 TEXT NOT NULL,
  body TEXT NOT NULL,
  ledger_from BIGINT NOT NULL,
  ledger_index BIGINT
);
CREATE INDEX act_system ON act (system_id, id);
CREATE INDEX act_ledger ON act (ledger_index);

CREATE TABLE evidence (
  id TEXT PRIMARY KEY,
  system_id TEXT NOT NULL REFERENCES ai_system (id),
  duty TEXT NOT NULL,
  title TEXT NOT NULL,
  link TEXT,
  file_name TEXT,
  size BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  expires TEXT,
  added_by TEXT NOT NULL,
  added_at TEXT NOT NULL,
  act_id TEXT NOT NULL
);
CREATE INDEX evidence_system ON evidence (system_id, id);
