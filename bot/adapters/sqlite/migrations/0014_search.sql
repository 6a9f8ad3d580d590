-- What the archive is searched with. `tokens` are the words of a message and their stems, each once, as
-- `core/requests/searching.py` makes them; they are stored so that exactly they can be taken out of the index again.
CREATE TABLE texts (
    id      INTEGER PRIMARY KEY,
    session INTEGER NOT NULL,
    message INTEGER NOT NULL,
    tokens  TEXT    NOT NULL,
    UNIQUE (session, message)
) STRICT;
-- A token is what stands between two spaces: ASCII apart from letters and digits never occurs in one, and all else is
-- kept as it is. Where in a text a token stands is looked for in the text itself.
CREATE VIRTUAL TABLE search USING fts5 (
    tokens, content = 'texts', content_rowid = 'id', tokenize = 'ascii', detail = none, columnsize = 0, prefix = '3 4'
);
CREATE TRIGGER text_indexed AFTER INSERT ON texts
BEGIN
    INSERT INTO search (rowid, tokens) VALUES (NEW.id, NEW.tokens);
END;
CREATE TRIGGER text_dropped AFTER DELETE ON texts
BEGIN
    INSERT INTO search (search, rowid, tokens) VALUES ('delete', OLD.id, OLD.tokens);
END;

-- Messages that are not in the index yet; until then their texts are looked through. What is said is noted here, and
-- what is changed or gone leaves the index at once, whoever changes it.
CREATE TABLE to_index (
    session INTEGER NOT NULL,
    message INTEGER NOT NULL,
    PRIMARY KEY (session, message)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER contribution_said AFTER INSERT ON contributions WHEN NEW.text IS NOT NULL
BEGIN
    INSERT INTO to_index (session, message) VALUES (NEW.session, NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER contribution_changed AFTER UPDATE OF text ON contributions WHEN OLD.text IS NOT NEW.text
BEGIN
    DELETE FROM texts WHERE session = OLD.session AND message = OLD.id;
    DELETE FROM to_index WHERE session = OLD.session AND message = OLD.id;
    INSERT INTO to_index (session, message) SELECT NEW.session, NEW.id WHERE NEW.text IS NOT NULL;
END;
INSERT INTO to_index (session, message) SELECT session, id FROM contributions WHERE text IS NOT NULL;

-- An older version would leave what it erases in the file, where the index has marked it as deleted.
UPDATE compat SET oldest = 14;
