-- Playbooks that an organisation brought in; body is what it sent, to the byte. Those that ship stand in the packs.
CREATE TABLE playbook (
  id TEXT NOT NULL,
  org TEXT NOT NULL,
  modified TEXT NOT NULL,
  body TEXT NOT NULL,
  brought TEXT NOT NULL,
  brought_by TEXT NOT NULL,
  PRIMARY KEY (org, id)
);

-- Addresses that steps of playbooks may call, as an administrator listed them.
CREATE TABLE playbook_address (
  address TEXT PRIMARY KEY,
  listed TEXT NOT NULL,
  listed_by TEXT NOT NULL
);

-- A run in the room of an incident. body: the playbook as it was when the run began; run: how far it has come; seq: how often it moved.
CREATE TABLE incident_run (
  id TEXT PRIMARY KEY,
  incident TEXT NOT NULL,
  playbook TEXT NOT NULL,
  body TEXT NOT NULL,
  run TEXT NOT NULL,
  state TEXT NOT NULL,
  seq BIGINT NOT NULL,
  begun TEXT NOT NULL,
  moved TEXT NOT NULL
);
CREATE INDEX incident_run_incident ON incident_run (incident, id);
CREATE INDEX incident_run_state ON incident_run (state);
