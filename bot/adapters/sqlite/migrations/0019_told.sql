-- Who told the hosts each line that a case ends with: whoever it was may have it erased, under whatever name they go now.
CREATE TABLE told (
    case_id INTEGER NOT NULL REFERENCES cases,
    person  INTEGER NOT NULL,
    line    TEXT    NOT NULL,
    PRIMARY KEY (case_id, person, line)
) STRICT, WITHOUT ROWID;
