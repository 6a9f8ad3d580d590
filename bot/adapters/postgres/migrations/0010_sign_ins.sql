CREATE TABLE sign_ins (
    digest TEXT COLLATE "C" PRIMARY KEY,
    person BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    ends_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX sign_ins_of_person ON sign_ins (person);
