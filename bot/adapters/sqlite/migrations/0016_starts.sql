-- When the next session with Discord may be begun, in milliseconds since 1970, by what Discord calls a rate limit key;
-- and when sessions were begun, so that no fault uses up a day's.
CREATE TABLE identify (
    key INTEGER PRIMARY KEY,
    free_at INTEGER NOT NULL
) STRICT;

CREATE TABLE starts (
    at TEXT NOT NULL
) STRICT;

DELETE FROM notes WHERE key = 'sessions begun with Discord';
