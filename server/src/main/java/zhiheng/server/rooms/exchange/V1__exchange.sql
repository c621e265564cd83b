-- Other Zhihengs whose logs are known: their verifier key, the key of the witness that must have cosigned ('' for none), the
-- newest checkpoint seen ('' for none yet), and the size of the one last sent to them.
CREATE TABLE exchange_peer (
  log TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  verifier_key TEXT NOT NULL,
  witness_key TEXT NOT NULL,
  checkpoint TEXT NOT NULL,
  size BIGINT NOT NULL,
  sent BIGINT NOT NULL
);

-- What was handed over. way: WITHIN this server, OUT to another, IN from another. parcel: the text bound by the log of its sender,
-- given: the fields its holder may see, seal: of what came IN. due and answered: '' for none.
CREATE TABLE exchange_parcel (
  id TEXT PRIMARY KEY,
  way TEXT NOT NULL,
  case_id TEXT NOT NULL,
  system TEXT NOT NULL,
  from_org TEXT NOT NULL,
  to_org TEXT NOT NULL,
  peer TEXT NOT NULL,
  thread TEXT NOT NULL,
  number BIGINT NOT NULL,
  tlp TEXT NOT NULL,
  due TEXT NOT NULL,
  state TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered TEXT NOT NULL,
  parcel TEXT NOT NULL,
  given TEXT NOT NULL,
  seal TEXT NOT NULL,
  digest TEXT NOT NULL,
  act TEXT NOT NULL
);
CREATE INDEX exchange_parcel_thread ON exchange_parcel (peer, thread, number);
CREATE INDEX exchange_parcel_from ON exchange_parcel (from_org, id);
CREATE INDEX exchange_parcel_to ON exchange_parcel (to_org, id);
CREATE INDEX exchange_parcel_due ON exchange_parcel (state, due);
CREATE INDEX exchange_parcel_case ON exchange_parcel (case_id, id);
