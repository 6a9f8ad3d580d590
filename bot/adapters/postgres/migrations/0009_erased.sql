CREATE TABLE erased (
    guild BIGINT NOT NULL,
    session BIGINT NOT NULL,
    person BIGINT NOT NULL,
    upto BIGINT NOT NULL,
    PRIMARY KEY (session, person, guild)
);

ALTER TABLE choices ADD COLUMN unrecorded_from BIGINT;
