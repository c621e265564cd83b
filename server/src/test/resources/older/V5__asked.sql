-- What a call asked its permit for (region, age, purpose, tools: JSON), and its place in the caller's trace.
ALTER TABLE interaction ADD COLUMN asked TEXT NOT NULL DEFAULT '{}';
ALTER TABLE interaction ADD COLUMN trace TEXT NOT NULL DEFAULT '';
