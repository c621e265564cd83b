-- How much of a kit one participation may take by itself; 0: what it has is granted by the authority alone.
ALTER TABLE sandbox_kit ADD COLUMN each_most BIGINT NOT NULL DEFAULT 0;
