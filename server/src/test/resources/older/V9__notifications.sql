-- seen: when an alert was last raised, on the server's clock ('' before this version); told: whether a notification about it was written.
ALTER TABLE alert ADD COLUMN seen TEXT NOT NULL DEFAULT '';
ALTER TABLE alert ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
CREATE INDEX alert_seen ON alert (seen, id);
-- Notifications that a receiver has not taken yet; body is what is sent.
CREATE TABLE notification (
  id TEXT PRIMARY KEY,
  receiver TEXT NOT NULL,
  made TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX notification_receiver ON notification (receiver, id);
-- One row: what the dispatcher remembers, in Base64, written together with the notifications that follow from it.
CREATE TABLE dispatcher (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL
);
