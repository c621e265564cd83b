-- What reached the monitors: when the first and the last datum were observed, and how many there were.
CREATE TABLE watched (
  system TEXT NOT NULL,
  metric TEXT NOT NULL,
  since TEXT NOT NULL,
  newest TEXT NOT NULL,
  observations BIGINT NOT NULL,
  PRIMARY KEY (system, metric)
);
