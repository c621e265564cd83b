-- How many days a kind of data is kept, where it is not the default.
CREATE TABLE retention (
  kind TEXT PRIMARY KEY,
  days BIGINT NOT NULL
);
