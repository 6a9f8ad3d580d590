-- When sessions with Discord were begun, so that no fault uses up a day's; and when the next one may be, in milliseconds
-- since 1970 by the clock of this server.
DROP TABLE identify;
CREATE TABLE identify (
    key BIGINT PRIMARY KEY,
    free_at BIGINT NOT NULL
);

CREATE TABLE starts (
    at TEXT COLLATE "C" NOT NULL
);

DELETE FROM notes WHERE key = 'sessions begun with Discord';
