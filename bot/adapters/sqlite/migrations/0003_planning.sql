-- What is planned around sessions: rehearsals apart, reminders, recurring slots, packs and suggestions from Discord.

ALTER TABLE sessions ADD COLUMN rehearsal INTEGER NOT NULL DEFAULT 0;

-- Who asked to be reminded: of one session, or (session 0) of all to come in a channel.
CREATE TABLE reminders (
    channel INTEGER NOT NULL,
    session INTEGER NOT NULL,
    person  INTEGER NOT NULL,
    PRIMARY KEY (channel, session, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE slots (
    id      INTEGER PRIMARY KEY,
    guild   INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    weekday INTEGER NOT NULL,
    at      TEXT    NOT NULL,
    zone    TEXT    NOT NULL,
    since   TEXT    NOT NULL,
    every   INTEGER NOT NULL,
    nth     INTEGER,
    by      INTEGER
) STRICT;

-- The packs that wait for a slot, in the order in which hosts want them.
CREATE TABLE queue (
    slot  INTEGER NOT NULL REFERENCES slots ON DELETE CASCADE,
    place INTEGER NOT NULL,
    pack  TEXT    NOT NULL,
    PRIMARY KEY (slot, place)
) STRICT, WITHOUT ROWID;

-- Packs that hosts brought along on Discord, as they wrote them.
CREATE TABLE packs (
    guild INTEGER NOT NULL,
    name  TEXT    NOT NULL,
    text  TEXT    NOT NULL,
    by    INTEGER NOT NULL,
    PRIMARY KEY (guild, name)
) STRICT, WITHOUT ROWID;

-- Questions that members suggested for the next chat in a channel.
CREATE TABLE suggestions (
    id      INTEGER PRIMARY KEY,
    guild   INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    person  INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    text    TEXT    NOT NULL,
    state   TEXT    NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'accepted', 'set aside', 'used'))
) STRICT;
