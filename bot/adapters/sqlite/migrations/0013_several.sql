-- What one process asks of the one whose server it is: to read a session again, or to remove a post of the bot's.
CREATE TABLE calls (
    id INTEGER PRIMARY KEY,
    guild INTEGER NOT NULL,
    session INTEGER,
    channel INTEGER,
    message INTEGER
) STRICT;

-- What was noted in one note for all servers is a row of its own now: several processes would write over each other's.
INSERT INTO calls (guild, session)
SELECT guild, number FROM sessions WHERE number IN (
    SELECT each.value FROM notes, json_each(notes.value, '$[0]') AS each WHERE notes.key = 'erased, to be shown');
INSERT INTO calls (guild, channel, message)
SELECT 0, json_extract(each.value, '$[0]'), json_extract(each.value, '$[1]')
FROM notes, json_each(notes.value, '$[1]') AS each WHERE notes.key = 'erased, to be shown';
INSERT INTO notes (key, value)
SELECT 'recap that is behind: ' || each.value, 'yes'
FROM notes, json_each('[' || replace(notes.value, ' ', ',') || ']') AS each WHERE notes.key = 'recaps that are behind';
DELETE FROM notes WHERE key IN ('erased, to be shown', 'recaps that are behind');
