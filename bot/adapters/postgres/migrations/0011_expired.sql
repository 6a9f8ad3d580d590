CREATE TABLE expired (
    session BIGINT PRIMARY KEY REFERENCES sessions,
    at TEXT COLLATE "C" NOT NULL,
    numbers TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL DEFAULT ''
);

ALTER TABLE suggestions ADD COLUMN since TEXT COLLATE "C" NOT NULL DEFAULT '';

-- A record from before anything ended by itself: the first night says from when on it does, and ends nothing.
INSERT INTO notes (key, value) SELECT 'retention begins', '' WHERE EXISTS (SELECT 1 FROM sessions);
