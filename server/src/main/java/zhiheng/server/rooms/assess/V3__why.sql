-- Why evidence fell, a line in Chinese and one in English; '' while it stands, and for what fell before this was kept.
ALTER TABLE assess_proof ADD COLUMN why TEXT NOT NULL DEFAULT '';
