-- When a duty that comes back was met: due is the anniversary, day the day on which it was met.
CREATE TABLE duty_met (
  system_id TEXT NOT NULL REFERENCES ai_system (id),
  duty TEXT NOT NULL,
  due TEXT NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (system_id, duty, due)
);

-- Packs have such duties now: every summary is made anew at the first start with this version.
UPDATE ai_system SET as_of = '1970-01-01';
