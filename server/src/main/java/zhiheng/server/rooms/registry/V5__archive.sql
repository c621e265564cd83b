-- Systems put aside, and the one that a duplicate was merged into. Lists of systems in use walk indexes that hold only those.
ALTER TABLE ai_system ADD COLUMN archived_at TEXT;
ALTER TABLE ai_system ADD COLUMN merged_into TEXT REFERENCES ai_system (id);
CREATE INDEX ai_system_merged ON ai_system (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX ai_system_archived ON ai_system (updated_at, id) WHERE archived_at IS NOT NULL;

DROP INDEX ai_system_counts;
CREATE INDEX ai_system_counts ON ai_system (org_id, tier_set, late_duties) WHERE archived_at IS NULL;
DROP INDEX ai_system_overview;
CREATE INDEX ai_system_overview ON ai_system (org_id, late_duties, gap_duties, unassessed_duties, questions, next_due)
  WHERE archived_at IS NULL;
