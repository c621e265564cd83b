-- What an organisation had to do on a day, as it stood when the day was last looked at. Counts alone.
CREATE TABLE trend (
  org_id TEXT NOT NULL,
  day TEXT NOT NULL,
  overdue BIGINT NOT NULL,
  gaps BIGINT NOT NULL,
  unassessed BIGINT NOT NULL,
  PRIMARY KEY (org_id, day)
);
CREATE INDEX trend_day ON trend (day, org_id);
