-- Who is who at the identity provider. A subject is never another person's, and one person has one subject with each provider.
CREATE TABLE sso_link (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  made_at TEXT NOT NULL,
  PRIMARY KEY (issuer, subject)
);
CREATE UNIQUE INDEX sso_link_person ON sso_link (issuer, person_id);
