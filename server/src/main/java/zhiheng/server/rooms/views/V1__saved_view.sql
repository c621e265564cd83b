-- A filter kept under a name: the query of an address of a list. shared 1: the people of the organisation see it too.
CREATE TABLE saved_view (
  id TEXT PRIMARY KEY,
  org_id TEXT NOT NULL REFERENCES org (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  page TEXT NOT NULL,
  query TEXT NOT NULL,
  name TEXT NOT NULL,
  shared INTEGER NOT NULL
);
CREATE INDEX saved_view_person ON saved_view (person_id, page);
CREATE INDEX saved_view_org ON saved_view (org_id, page) WHERE shared = 1;
