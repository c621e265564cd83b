-- To where the alerts of the log are filed here: all before next, in each part of its topic.
CREATE TABLE alerts_read (
  topic TEXT NOT NULL,
  part INTEGER NOT NULL,
  next BIGINT NOT NULL,
  PRIMARY KEY (topic, part)
);
