-- Whether the tokens of a call were counted from its words, since the upstream gave no count.
ALTER TABLE interaction ADD COLUMN estimated INTEGER NOT NULL DEFAULT 0;
