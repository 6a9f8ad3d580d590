-- Sessions whose words were kept long enough and are deleted: when, how much there was (as JSON), and what the recap
-- said of what is left, so that nothing is published anew for that alone.
CREATE TABLE expired (
    session INTEGER PRIMARY KEY REFERENCES sessions,
    at      TEXT NOT NULL,
    numbers TEXT NOT NULL,
    digest  TEXT NOT NULL DEFAULT ''
) STRICT;

-- Since when a suggestion is in its state, as the night's work found it; empty until then.
ALTER TABLE suggestions ADD COLUMN since TEXT NOT NULL DEFAULT '';

-- A record from before anything ended by itself: the first night says from when on it does, and ends nothing.
INSERT INTO notes (key, value) SELECT 'retention begins', '' WHERE EXISTS (SELECT 1 FROM sessions);
