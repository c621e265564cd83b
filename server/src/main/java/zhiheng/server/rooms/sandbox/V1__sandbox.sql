-- What a participation last brought about: on which stop of the case's way, and under which permit.
CREATE TABLE sandbox_applied (
  case_id TEXT PRIMARY KEY,
  stop INTEGER NOT NULL,
  stage TEXT NOT NULL,
  permit_version BIGINT NOT NULL,
  stopped INTEGER NOT NULL,
  waived TEXT NOT NULL,
  time TEXT NOT NULL
);

-- How far calls have been looked through for the lot.
CREATE TABLE sandbox_cursor (
  case_id TEXT PRIMARY KEY,
  until TEXT NOT NULL
);

-- Calls drawn by lot, to be inspected by people. harmful: NULL until there is a verdict.
CREATE TABLE sandbox_drawn (
  case_id TEXT NOT NULL,
  interaction TEXT NOT NULL,
  time TEXT NOT NULL,
  harmful INTEGER,
  person TEXT NOT NULL,
  decided TEXT NOT NULL,
  PRIMARY KEY (case_id, interaction)
);
CREATE INDEX sandbox_drawn_open ON sandbox_drawn (case_id, time) WHERE harmful IS NULL;

-- Complaints of users. receipt: digest of the code that the user holds; happened: when it was; state: RECEIVED, CONFIRMED, REJECTED, SAME.
CREATE TABLE sandbox_complaint (
  id TEXT PRIMARY KEY,
  receipt TEXT NOT NULL,
  case_id TEXT NOT NULL,
  time TEXT NOT NULL,
  happened TEXT NOT NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL,
  interaction TEXT NOT NULL,
  answer TEXT NOT NULL,
  person TEXT NOT NULL,
  decided TEXT NOT NULL
);
CREATE UNIQUE INDEX sandbox_complaint_receipt ON sandbox_complaint (receipt);
CREATE INDEX sandbox_complaint_case ON sandbox_complaint (case_id, happened);

-- Every look at the harm that showed something new.
CREATE TABLE sandbox_look (
  case_id TEXT NOT NULL,
  time TEXT NOT NULL,
  stage TEXT NOT NULL,
  visit INTEGER NOT NULL,
  calls BIGINT NOT NULL,
  judged BIGINT NOT NULL,
  harmful BIGINT NOT NULL,
  low TEXT NOT NULL,
  estimate TEXT NOT NULL,
  high TEXT NOT NULL,
  bound TEXT NOT NULL,
  PRIMARY KEY (case_id, time)
);
