-- How a session was entered: by password, or through the sign-in of the organisation's own identity provider.
ALTER TABLE session ADD COLUMN way TEXT NOT NULL DEFAULT 'PASSWORD';
