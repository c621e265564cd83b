-- Time made true: what is said of a duty has a version, events start periods, what is to come is listed and counted.
ALTER TABLE duty_mark ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
UPDATE duty_mark SET state = 'PLANNED' WHERE state IN ('OPEN', 'LATE');

-- coming, next_duty, next_due …: the summary of day as_of, as tiers and open_duties are. lines: a digest of the rows in duty_line.
ALTER TABLE ai_system ADD COLUMN coming TEXT NOT NULL DEFAULT '{}';
ALTER TABLE ai_system ADD COLUMN gap_duties INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ai_system ADD COLUMN unassessed_duties INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ai_system ADD COLUMN next_duty TEXT;
ALTER TABLE ai_system ADD COLUMN lines TEXT NOT NULL DEFAULT '';

-- coming 1: a tier that is not in force yet; starts is its day.
ALTER TABLE tier_set ADD COLUMN coming INTEGER NOT NULL DEFAULT 0;
ALTER TABLE system_tier ADD COLUMN starts TEXT;

-- withdrawn: since which day it counts no more. erased 1: title, link, file name and file are gone, the digest stays.
ALTER TABLE evidence ADD COLUMN withdrawn TEXT;
ALTER TABLE evidence ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
CREATE INDEX evidence_sha256 ON evidence (sha256);

-- What happened to a system and starts periods of law.
CREATE TABLE system_event (
  id TEXT PRIMARY KEY,
  system_id TEXT NOT NULL REFERENCES ai_system (id),
  event TEXT NOT NULL,
  happened_at TEXT NOT NULL,
  note TEXT NOT NULL,
  recorded_by TEXT NOT NULL
);
CREATE INDEX system_event_system ON system_event (system_id, happened_at, id);

CREATE TABLE event_settled (
  event_id TEXT NOT NULL REFERENCES system_event (id),
  duty TEXT NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (event_id, duty)
);

-- What provider and authority say about a duty; a request waits until closed_at.
CREATE TABLE duty_note (
  id TEXT PRIMARY KEY,
  system_id TEXT NOT NULL REFERENCES ai_system (id),
  duty TEXT NOT NULL,
  kind TEXT NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  at TEXT NOT NULL,
  closed_at TEXT
);
CREATE INDEX duty_note_duty ON duty_note (system_id, duty, id);
CREATE INDEX duty_note_open ON duty_note (kind, closed_at, id);

-- One row for each duty of each system, for lists over all systems. Follows from facts, marks, evidence and events, and is
-- written with the summary. pending 1: still to be done. sort_due: due, or text that sorts after every date.
CREATE TABLE duty_line (
  system_id TEXT NOT NULL REFERENCES ai_system (id),
  pack TEXT NOT NULL,
  duty TEXT NOT NULL,
  org_id TEXT NOT NULL,
  state TEXT NOT NULL,
  pending INTEGER NOT NULL,
  owner TEXT NOT NULL,
  starts TEXT NOT NULL,
  due TEXT,
  sort_due TEXT NOT NULL,
  version BIGINT NOT NULL,
  obligation INTEGER NOT NULL,
  PRIMARY KEY (system_id, pack, duty)
);
CREATE INDEX duty_line_due ON duty_line (pending, sort_due, system_id, duty);
CREATE INDEX duty_line_org ON duty_line (org_id, pending, sort_due, system_id, duty);
CREATE INDEX duty_line_starts ON duty_line (pending, starts, system_id, duty);
CREATE INDEX duty_line_org_starts ON duty_line (org_id, pending, starts, system_id, duty);

-- What an officer's home counts, read from the index alone.
CREATE INDEX ai_system_overview ON ai_system (org_id, late_duties, gap_duties, unassessed_duties, questions, next_due);
CREATE INDEX ai_system_questions ON ai_system (questions, id);
CREATE INDEX system_tier_starts ON system_tier (starts, pack, tier, org_id);

-- Every summary is made anew at the first start with this version.
UPDATE ai_system SET as_of = '1970-01-01';
