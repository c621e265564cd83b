CREATE TABLE greeting (words TEXT NOT NULL);
