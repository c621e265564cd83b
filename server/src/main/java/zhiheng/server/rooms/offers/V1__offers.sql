-- What organisations offer. taken: places that both sides agreed on; a statement that raises it looks at capacity. conditions: one a
-- line; ranking: JSON list of askings. price: whole yuan.
CREATE TABLE offer (
  id TEXT PRIMARY KEY,
  org TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  about TEXT NOT NULL,
  place TEXT NOT NULL,
  coordinates TEXT NOT NULL,
  unit TEXT NOT NULL,
  capacity INTEGER NOT NULL,
  taken INTEGER NOT NULL,
  price BIGINT NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  measure TEXT NOT NULL,
  conditions TEXT NOT NULL,
  ranking TEXT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  person TEXT NOT NULL,
  updated TEXT NOT NULL
);
CREATE INDEX offer_kind ON offer (state, kind, id);
CREATE INDEX offer_org ON offer (org, id);

-- What enterprises ask for: one place of an offer. most: -1 while no limit is named; reach: kilometres, 0 for any distance.
CREATE TABLE asking (
  id TEXT PRIMARY KEY,
  org TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  about TEXT NOT NULL,
  place TEXT NOT NULL,
  coordinates TEXT NOT NULL,
  reach INTEGER NOT NULL,
  most BIGINT NOT NULL,
  starts TEXT NOT NULL,
  ranking TEXT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  person TEXT NOT NULL,
  updated TEXT NOT NULL
);
CREATE INDEX asking_kind ON asking (state, kind, id);
CREATE INDEX asking_org ON asking (org, id);

-- One giving out of places, with its proof: total and bound of the scores, the checkpoint of the ledger that its lot is drawn from.
CREATE TABLE offer_round (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  method TEXT NOT NULL,
  askings INTEGER NOT NULL,
  offers INTEGER NOT NULL,
  proposed INTEGER NOT NULL,
  total BIGINT NOT NULL,
  bound BIGINT NOT NULL,
  tree_size BIGINT NOT NULL,
  root TEXT NOT NULL,
  seed BIGINT NOT NULL,
  time TEXT NOT NULL
);

-- What a round said to one asking. offer: '' where it got none. lines: why this one, why not the others. asker_says, owner_says: '', YES
-- or NO, with the words of a refusal.
CREATE TABLE offer_match (
  id TEXT PRIMARY KEY,
  round TEXT NOT NULL,
  asking TEXT NOT NULL,
  offer TEXT NOT NULL,
  asker_org TEXT NOT NULL,
  owner_org TEXT NOT NULL,
  score INTEGER NOT NULL,
  eligible INTEGER NOT NULL,
  lines TEXT NOT NULL,
  state TEXT NOT NULL,
  asker_says TEXT NOT NULL,
  owner_says TEXT NOT NULL,
  words TEXT NOT NULL,
  until TEXT NOT NULL,
  version BIGINT NOT NULL,
  updated TEXT NOT NULL
);
CREATE INDEX offer_match_asking ON offer_match (asking, id);
CREATE INDEX offer_match_offer ON offer_match (offer, state);
CREATE INDEX offer_match_round ON offer_match (round, id);
CREATE INDEX offer_match_owner ON offer_match (owner_org, state, id);
CREATE INDEX offer_match_asker ON offer_match (asker_org, state, id);
