-- What hosts found fine or left out: fingerprints of texts and sites of links, so that it counts the next time.
CREATE TABLE judgements (
    session INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    mark    TEXT    NOT NULL,
    rule    TEXT    NOT NULL,
    person  INTEGER NOT NULL,
    fine    INTEGER NOT NULL,
    at      TEXT    NOT NULL,
    PRIMARY KEY (session, kind, mark, rule, person)
) STRICT, WITHOUT ROWID;
