-- Instants are text, ISO 8601 in UTC with microseconds, so that they sort as they are. Ids are snowflakes.

CREATE TABLE installation (
    id TEXT NOT NULL
) STRICT;

-- What the installation remembers about itself, such as which commands were last registered.
CREATE TABLE notes (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    number   INTEGER PRIMARY KEY,
    platform TEXT    NOT NULL,
    guild    INTEGER NOT NULL,
    channel  INTEGER NOT NULL,
    pack     TEXT    NOT NULL  -- the pack as it was when the session was set, as JSON
) STRICT;

-- `key` names the request that caused the facts of one commit (an interaction's id), on the first of them.
CREATE TABLE facts (
    session INTEGER NOT NULL REFERENCES sessions,
    place   INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    body    TEXT    NOT NULL,
    key     TEXT    UNIQUE,
    PRIMARY KEY (session, place)
) STRICT;

-- The outbox, in the order in which to perform it. `message` is where a finished effect landed.
CREATE TABLE effects (
    id         INTEGER PRIMARY KEY,
    session    INTEGER NOT NULL,
    fact       INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    number     INTEGER,
    state      TEXT    NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'claimed', 'done', 'given up')),
    claimed_at TEXT,
    channel    INTEGER,
    payload    TEXT,
    anchor     INTEGER,
    message    INTEGER,
    reason     TEXT,
    FOREIGN KEY (session, fact) REFERENCES facts (session, place)
) STRICT;
CREATE UNIQUE INDEX one_effect ON effects (session, fact, kind, ifnull(number, -1));

CREATE TABLE people (
    session INTEGER NOT NULL REFERENCES sessions,
    id      INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    PRIMARY KEY (session, id)
) STRICT, WITHOUT ROWID;

-- A deleted message keeps its id and place in the talk, so that neither a late event nor a reread brings it back and
-- replies to it stay where they are; author, text and all that hangs on it are gone.
CREATE TABLE contributions (
    session   INTEGER NOT NULL REFERENCES sessions,
    id        INTEGER NOT NULL,
    channel   INTEGER NOT NULL,
    author    INTEGER,
    text      TEXT,
    prefix    INTEGER,
    reply_to  INTEGER,
    forwarded TEXT,
    edited_at TEXT    NOT NULL DEFAULT '',
    deleted   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (session, id),
    CHECK (deleted = 0 OR (author IS NULL AND text IS NULL AND forwarded IS NULL))
) STRICT;
CREATE INDEX contribution_by_id ON contributions (id);

CREATE TABLE attachments (
    session INTEGER NOT NULL,
    message INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    type    TEXT,
    size    INTEGER NOT NULL,
    url     TEXT    NOT NULL,
    PRIMARY KEY (session, message, place),
    FOREIGN KEY (session, message) REFERENCES contributions (session, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE reactions (
    session INTEGER NOT NULL REFERENCES sessions,
    message INTEGER NOT NULL,
    emoji   TEXT    NOT NULL,
    person  INTEGER NOT NULL,
    PRIMARY KEY (session, message, emoji, person)
) STRICT, WITHOUT ROWID;

-- Up to which message a channel or thread was read completely; live events never move it.
CREATE TABLE marks (
    session INTEGER NOT NULL REFERENCES sessions,
    channel INTEGER NOT NULL,
    upto    INTEGER NOT NULL,
    PRIMARY KEY (session, channel)
) STRICT, WITHOUT ROWID;

-- Members' own threads in a session's channel.
CREATE TABLE threads (
    session INTEGER NOT NULL REFERENCES sessions,
    id      INTEGER NOT NULL,
    PRIMARY KEY (session, id)
) STRICT, WITHOUT ROWID;
