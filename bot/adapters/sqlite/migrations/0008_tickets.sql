-- Links into the archive that were given out. Of a link itself only the digest is kept; session 0 is all of a channel's.

CREATE TABLE tickets (
    id         INTEGER PRIMARY KEY,
    digest     TEXT    NOT NULL UNIQUE,
    guild      INTEGER NOT NULL,
    channel    INTEGER NOT NULL,
    session    INTEGER NOT NULL,
    shown      TEXT    NOT NULL,
    person     INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    made_at    TEXT    NOT NULL,
    ends_at    TEXT    NOT NULL,
    revoked_at TEXT    NOT NULL DEFAULT '',
    used_at    TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX tickets_of_channel ON tickets (channel, id);
