-- Answers that hosts read before they are posted. What was decided about them is in the facts of their sessions.

-- `text` is emptied once it is posted or set aside; later it holds, for a moment, what is to be shown instead.
CREATE TABLE drafts (
    id       INTEGER PRIMARY KEY,
    session  INTEGER NOT NULL REFERENCES sessions,
    question INTEGER NOT NULL,
    person   INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    sent_at  TEXT    NOT NULL
) STRICT;
CREATE INDEX draft_by_session ON drafts (session);

-- Members are told about drafts, too: `case_id` is then the draft's number below zero.
CREATE TABLE untold (
    guild   INTEGER NOT NULL,
    person  INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    text    TEXT    NOT NULL,
    PRIMARY KEY (guild, person, case_id)
) STRICT, WITHOUT ROWID;
INSERT INTO untold SELECT guild, person, case_id, text FROM undelivered;
DROP TABLE undelivered;
ALTER TABLE untold RENAME TO undelivered;
