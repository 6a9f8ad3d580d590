-- Lists, completion and planning read these rows and leave facts and packs alone, however many sessions there were.

-- Derived from the facts and written with them; a row that is missing is derived anew when the database is next brought
-- up to date. `folded` is the title without case, for searching.
CREATE TABLE listings (
    session   INTEGER PRIMARY KEY REFERENCES sessions,
    platform  TEXT    NOT NULL,
    guild     INTEGER NOT NULL,
    channel   INTEGER NOT NULL,
    rehearsal INTEGER NOT NULL,
    pack      TEXT    NOT NULL DEFAULT '',
    title     TEXT    NOT NULL DEFAULT '',
    folded    TEXT    NOT NULL DEFAULT '',
    language  TEXT    NOT NULL DEFAULT '',
    phase     TEXT    NOT NULL DEFAULT 'new',
    opens_at  TEXT    NOT NULL DEFAULT '',
    closes_at TEXT    NOT NULL DEFAULT '',
    opened_at TEXT    NOT NULL DEFAULT '',
    closed_at TEXT    NOT NULL DEFAULT '',
    hosted    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX listing_by_guild ON listings (guild, rehearsal);
CREATE INDEX listing_by_pack ON listings (guild, pack, rehearsal, phase);
CREATE INDEX listing_by_channel ON listings (platform, channel, rehearsal);
CREATE INDEX listing_with_hosts ON listings (platform, channel, rehearsal) WHERE hosted = 1;
CREATE INDEX listing_by_opening ON listings (platform, opens_at);
CREATE INDEX listing_to_come ON listings (platform) WHERE phase NOT IN ('archived', 'cancelled');
CREATE INDEX effect_to_come ON effects (session) WHERE state IN ('planned', 'claimed');
CREATE INDEX effect_by_message ON effects (message) WHERE message IS NOT NULL;

-- Two chats are never set for the same time in one channel, even if two hosts start them at the same moment.
CREATE TRIGGER one_chat_at_a_time BEFORE INSERT ON listings
WHEN NEW.phase = 'scheduled' AND EXISTS (
    SELECT 1 FROM listings
    WHERE platform = NEW.platform AND channel = NEW.channel AND NEW.opens_at < closes_at
    AND (phase IN ('open', 'paused') OR phase = 'scheduled' AND opens_at < NEW.closes_at))
BEGIN
    SELECT RAISE(ABORT, 'channel taken');
END;

-- `oldest` is the number of the last migration that a version of the bot must know to use this database. A migration
-- that older versions can live with leaves it as it is.
CREATE TABLE compat (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    oldest INTEGER NOT NULL
) STRICT;
INSERT INTO compat (one, oldest) VALUES (1, 6);
