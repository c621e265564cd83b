-- What became of closed needs by day and department, read from the index alone.
CREATE INDEX need_closed_day ON need (updated, lead, confirmed, satisfied, bounces) WHERE closed = 1 AND joined = '';
