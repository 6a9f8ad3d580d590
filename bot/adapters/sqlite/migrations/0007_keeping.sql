-- What is kept of attachments, and what members decided about their own words.

ALTER TABLE attachments ADD COLUMN description TEXT;
-- The platform signs links anew each time; what stays the same is the part before the question mark.
ALTER TABLE attachments ADD COLUMN link TEXT AS (substr(url, 1, instr(url || '?', '?') - 1));

-- What became of a message's file: its bytes lie in the folder of attachments under their digest, or `why` says why not.
CREATE TABLE files (
    session INTEGER NOT NULL,
    message INTEGER NOT NULL,
    link    TEXT    NOT NULL,
    digest  TEXT,
    type    TEXT    NOT NULL DEFAULT '',
    size    INTEGER NOT NULL DEFAULT 0,
    why     TEXT,
    at      TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (session, message, link),
    CHECK ((digest IS NULL) <> (why IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX file_by_digest ON files (digest);

-- Digests whose bytes may lie in the folder while no message has the file.
CREATE TABLE loose_files (digest TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- These also work for a bot of an older version that knows nothing of them.
CREATE TRIGGER attachment_dropped AFTER DELETE ON attachments
BEGIN
    DELETE FROM files WHERE session = OLD.session AND message = OLD.message AND link = OLD.link
    AND NOT EXISTS (
        SELECT 1 FROM attachments WHERE session = OLD.session AND message = OLD.message AND link = OLD.link);
END;
CREATE TRIGGER attachment_replaced AFTER UPDATE OF url ON attachments WHEN OLD.link <> NEW.link
BEGIN
    DELETE FROM files WHERE session = OLD.session AND message = OLD.message AND link = OLD.link
    AND NOT EXISTS (
        SELECT 1 FROM attachments WHERE session = OLD.session AND message = OLD.message AND link = OLD.link);
END;
CREATE TRIGGER file_dropped AFTER DELETE ON files WHEN OLD.digest IS NOT NULL
BEGIN
    INSERT INTO loose_files (digest) VALUES (OLD.digest) ON CONFLICT DO NOTHING;
END;

-- `named` is empty for who never said whether a public record shows their name.
CREATE TABLE choices (
    guild  INTEGER NOT NULL,
    person INTEGER NOT NULL,
    quotes INTEGER NOT NULL,
    named  INTEGER,
    PRIMARY KEY (guild, person)
) STRICT, WITHOUT ROWID;
