CREATE TABLE judgements (
    session BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    mark TEXT COLLATE "C" NOT NULL,
    rule TEXT COLLATE "C" NOT NULL,
    person BIGINT NOT NULL,
    fine BIGINT NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (session, kind, mark, rule, person)
);
