-- The documents of an organisation: one row for each content under one title with one last day, however many duties it serves.
-- standing: how many records of it are not withdrawn. sort_expires: its last day, or text that sorts after every day.
CREATE TABLE document (
  id TEXT PRIMARY KEY,
  org_id TEXT NOT NULL REFERENCES org (id),
  title TEXT NOT NULL,
  link TEXT,
  file_name TEXT,
  kind TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  sort_expires TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at TEXT NOT NULL,
  standing INTEGER NOT NULL,
  erased INTEGER NOT NULL
);

-- withdrawn_act: the act that says who withdrew it and why; NULL for what was withdrawn before this version.
ALTER TABLE evidence ADD COLUMN document TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN withdrawn_act TEXT;

-- What is there already: records of one system's organisation with the same content, title and last day are one document.
UPDATE evidence SET document = (
  SELECT MIN(x.id) FROM evidence x JOIN ai_system xs ON xs.id = x.system_id
  WHERE x.sha256 = evidence.sha256 AND x.title = evidence.title AND x.erased = evidence.erased
    AND COALESCE(x.expires, '~') = COALESCE(evidence.expires, '~')
    AND xs.org_id = (SELECT s.org_id FROM ai_system s WHERE s.id = evidence.system_id));
INSERT INTO document (id, org_id, title, link, file_name, kind, size, sha256, sort_expires, added_by, added_at, standing,
                      erased)
SELECT e.id, s.org_id, e.title, e.link, e.file_name,
  CASE WHEN e.link IS NOT NULL THEN 'LINK'
    WHEN LOWER(e.file_name) LIKE '%.pdf' OR LOWER(e.file_name) LIKE '%.doc' OR LOWER(e.file_name) LIKE '%.docx'
      OR LOWER(e.file_name) LIKE '%.odt' OR LOWER(e.file_name) LIKE '%.md' OR LOWER(e.file_name) LIKE '%.txt' THEN 'TEXT'
    WHEN LOWER(e.file_name) LIKE '%.xls' OR LOWER(e.file_name) LIKE '%.xlsx' OR LOWER(e.file_name) LIKE '%.ods'
      OR LOWER(e.file_name) LIKE '%.csv' THEN 'SHEET'
    WHEN LOWER(e.file_name) LIKE '%.png' OR LOWER(e.file_name) LIKE '%.jpg' OR LOWER(e.file_name) LIKE '%.jpeg'
      OR LOWER(e.file_name) LIKE '%.gif' OR LOWER(e.file_name) LIKE '%.webp' OR LOWER(e.file_name) LIKE '%.svg'
      THEN 'PICTURE'
    ELSE 'OTHER' END,
  e.size, e.sha256, COALESCE(e.expires, '~'), e.added_by, e.added_at,
  (SELECT COUNT(*) FROM evidence x WHERE x.document = e.id AND x.withdrawn IS NULL), e.erased
FROM evidence e JOIN ai_system s ON s.id = e.system_id WHERE e.document = e.id;

CREATE INDEX evidence_document ON evidence (document, id);
CREATE INDEX document_content ON document (org_id, sha256);
CREATE INDEX document_added ON document (added_at, id);
CREATE INDEX document_expires ON document (sort_expires, id);
CREATE INDEX document_title ON document (title, id);
CREATE INDEX document_org_added ON document (org_id, added_at, id);
CREATE INDEX document_org_expires ON document (org_id, sort_expires, id);
CREATE INDEX document_org_title ON document (org_id, title, id);
