-- Lists, completion and planning read a session's row and leave its facts alone, however many sessions there were.

-- The columns that follow are derived from the facts and written with them; an empty `phase` has them derived anew
-- when the database is next brought up to date.
ALTER TABLE sessions ADD COLUMN name      TEXT    NOT NULL DEFAULT '';  -- the pack's
ALTER TABLE sessions ADD COLUMN title     TEXT    NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN folded    TEXT    NOT NULL DEFAULT '';  -- the title without case, for searching
ALTER TABLE sessions ADD COLUMN language  TEXT    NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN phase     TEXT    NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN opens_at  TEXT    NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN closes_at TEXT    NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN opened_at TEXT    NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN closed_at TEXT    NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN hosted    INTEGER NOT NULL DEFAULT 0;
CREATE INDEX session_by_guild ON sessions (guild, rehearsal);
CREATE INDEX session_by_pack ON sessions (guild, name, rehearsal, phase);
CREATE INDEX session_by_channel ON sessions (platform, channel, rehearsal, hosted);
CREATE INDEX session_by_opening ON sessions (platform, opens_at);
CREATE INDEX session_to_come ON sessions (platform) WHERE phase NOT IN ('archived', 'cancelled');
CREATE INDEX session_to_derive ON sessions (number) WHERE phase = '';
CREATE INDEX effect_to_come ON effects (session) WHERE state IN ('planned', 'claimed');
CREATE INDEX effect_by_message ON effects (message) WHERE message IS NOT NULL;

-- Two chats are never set for the same time in one channel, even if two hosts start them at the same moment.
CREATE TRIGGER one_chat_at_a_time BEFORE INSERT ON sessions
WHEN EXISTS (
    SELECT 1 FROM sessions
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
