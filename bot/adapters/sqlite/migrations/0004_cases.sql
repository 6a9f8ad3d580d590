-- What came to the hosts' notice: about what each case is. What was done about it is in the facts of its session.

-- `text` is emptied once it is no longer needed.
CREATE TABLE cases (
    id        INTEGER PRIMARY KEY,
    session   INTEGER NOT NULL REFERENCES sessions,
    rule      TEXT    NOT NULL,
    matter    INTEGER NOT NULL,
    channel   INTEGER NOT NULL,
    person    INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    text      TEXT    NOT NULL,
    reason    TEXT    NOT NULL,
    opened_at TEXT    NOT NULL,
    UNIQUE (session, rule, matter)
) STRICT;

CREATE TABLE case_messages (
    case_id INTEGER NOT NULL REFERENCES cases,
    message INTEGER NOT NULL,
    person  INTEGER NOT NULL,
    PRIMARY KEY (case_id, message)
) STRICT, WITHOUT ROWID;

-- What a member was to be told privately while their door was closed: shown when they next turn to the bot.
CREATE TABLE undelivered (
    guild   INTEGER NOT NULL,
    person  INTEGER NOT NULL,
    case_id INTEGER NOT NULL REFERENCES cases,
    text    TEXT    NOT NULL,
    PRIMARY KEY (guild, person, case_id)
) STRICT, WITHOUT ROWID;
