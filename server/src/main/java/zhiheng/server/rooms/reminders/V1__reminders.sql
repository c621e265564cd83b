-- How somebody wants to be told. token: the digest of the secret that confirms the address, '' for none. quiet_from, quiet_to: HH:MM or ''.
CREATE TABLE reminder_choice (
  person_id TEXT PRIMARY KEY,
  mail INTEGER NOT NULL,
  address TEXT NOT NULL,
  confirmed INTEGER NOT NULL,
  token TEXT NOT NULL,
  token_ends TEXT NOT NULL,
  language TEXT NOT NULL,
  zone TEXT NOT NULL,
  hour INTEGER NOT NULL,
  quiet_from TEXT NOT NULL,
  quiet_to TEXT NOT NULL,
  urgent_passes INTEGER NOT NULL,
  days_ahead INTEGER NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX reminder_choice_token ON reminder_choice (token) WHERE token <> '';

-- What somebody was told, once for each thing and step. mail: '' while it waits for an e-mail, '-' where none was wanted, else the e-mail's id.
CREATE TABLE reminder (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  thing TEXT NOT NULL,
  step TEXT NOT NULL,
  kind TEXT NOT NULL,
  urgent INTEGER NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  detail_zh TEXT NOT NULL,
  detail_en TEXT NOT NULL,
  href TEXT NOT NULL,
  day TEXT,
  made TEXT NOT NULL,
  read_at TEXT,
  mail TEXT NOT NULL
);
CREATE UNIQUE INDEX reminder_once ON reminder (person_id, thing, step);
CREATE INDEX reminder_person ON reminder (person_id, id);
CREATE INDEX reminder_unread ON reminder (person_id, id) WHERE read_at IS NULL;
CREATE INDEX reminder_waits ON reminder (person_id, id) WHERE mail = '';

-- An e-mail. slot: what it is, once for each person: a day's digest, an urgent one, a confirmation. body is '' once it is sent or given up.
CREATE TABLE reminder_mail (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  slot TEXT NOT NULL,
  address TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  made TEXT NOT NULL,
  tries INTEGER NOT NULL,
  next_try TEXT NOT NULL,
  done TEXT,
  trouble TEXT NOT NULL
);
CREATE UNIQUE INDEX reminder_mail_once ON reminder_mail (person_id, slot);
CREATE INDEX reminder_mail_waits ON reminder_mail (next_try, id) WHERE state = 'WAITING';
CREATE INDEX reminder_mail_done ON reminder_mail (state, done);

-- How far each source was read.
CREATE TABLE reminder_place (
  source TEXT PRIMARY KEY,
  place TEXT NOT NULL
);
