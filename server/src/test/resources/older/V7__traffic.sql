-- What passed through the gateway, counted by minute, ten minutes and hour, from now on; calls of before are not counted in. "step" is how many letters of a call's time
-- name the stretch (16, 15, 13), "start" those letters; "what" is passed, refused, clause:permit.hours, kind:out:pii.email, ms:42 and so on.
CREATE TABLE traffic (
  system TEXT NOT NULL,
  step INTEGER NOT NULL,
  start TEXT NOT NULL,
  what TEXT NOT NULL,
  times BIGINT NOT NULL,
  PRIMARY KEY (system, step, start, what)
);

-- To find calls by one property each, newest first. The conditions that always hold keep planners from walking all calls of a system instead.
CREATE INDEX interaction_refused ON interaction (system, id) WHERE clause <> '';
CREATE INDEX interaction_failed ON interaction (system, id) WHERE clause = '' AND status >= 400;
CREATE INDEX interaction_held ON interaction (system, id) WHERE held = 1;
CREATE INDEX interaction_status ON interaction (system, status, id) WHERE status >= 400;
CREATE INDEX interaction_surface ON interaction (system, surface, id) WHERE surface <> 'chat/completions';
CREATE INDEX interaction_model ON interaction (system, model, id) WHERE model <> '';
CREATE INDEX interaction_version ON interaction (system, permit_version, id) WHERE permit_version > 0;

-- A user's hash is of one system. Digests and users come in no order, so their indexes are kept narrow.
CREATE INDEX interaction_user ON interaction (user_hash, id) WHERE user_hash IS NOT NULL;
DROP INDEX interaction_out;
CREATE INDEX interaction_answer ON interaction (substr(out_digest, 1, 12));
