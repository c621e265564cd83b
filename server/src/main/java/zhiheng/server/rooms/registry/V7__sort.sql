-- The registry by name, by the next day and by what is overdue, page by page.
CREATE INDEX ai_system_name ON ai_system (name, id);
CREATE INDEX ai_system_next ON ai_system (COALESCE(next_due, '~'), id);
CREATE INDEX ai_system_late ON ai_system (late_duties, id);
