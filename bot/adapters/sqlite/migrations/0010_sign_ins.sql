-- Who is signed in to the archive. Of what a browser holds only the digest is kept.
CREATE TABLE sign_ins (
    digest  TEXT    PRIMARY KEY,
    person  INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    ends_at TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_ins_of_person ON sign_ins (person);
