-- Who runs the bot on this database: at most one row. `mark` tells a process from a later one with the same number;
-- `seen` is when the process last said that it is still there.
CREATE TABLE lease (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    token   TEXT    NOT NULL,
    host    TEXT    NOT NULL,
    process INTEGER NOT NULL,
    mark    TEXT    NOT NULL,
    since   TEXT    NOT NULL,
    seen    TEXT    NOT NULL
) STRICT;
