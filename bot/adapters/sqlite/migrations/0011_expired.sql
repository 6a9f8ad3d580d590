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
