CREATE TABLE told (
    case_id BIGINT NOT NULL REFERENCES cases,
    person BIGINT NOT NULL,
    line TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (case_id, person, line)
);
