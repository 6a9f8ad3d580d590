-- Whose words were erased from a session (0: from all that is the server's), up to which message. Messages, reactions
-- and names that a reread of the room brings again are not taken in.
CREATE TABLE erased (
    guild   INTEGER NOT NULL,
    session INTEGER NOT NULL,
    person  INTEGER NOT NULL,
    upto    INTEGER NOT NULL,
    PRIMARY KEY (session, person, guild)
) STRICT, WITHOUT ROWID;

-- From which message on nothing of a member is recorded; empty for who is recorded.
ALTER TABLE choices ADD COLUMN unrecorded_from INTEGER;
