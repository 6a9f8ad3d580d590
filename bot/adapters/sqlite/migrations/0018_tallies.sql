-- How many questions, answers and people the record of a chat has, and its public one: counted when a list is shown,
-- and gone with whatever may change them. A row whose figures are missing is being counted, by who has its `token`.
CREATE TABLE tallies (
    session        INTEGER PRIMARY KEY,
    token          INTEGER NOT NULL,
    questions      INTEGER,
    answers        INTEGER,
    people         INTEGER,
    public_answers INTEGER,
    public_people  INTEGER
) STRICT;
CREATE TRIGGER tally_of_said AFTER INSERT ON contributions
BEGIN
    DELETE FROM tallies WHERE session = NEW.session;
END;
CREATE TRIGGER tally_of_changed AFTER UPDATE ON contributions
BEGIN
    DELETE FROM tallies WHERE session = NEW.session;
END;
CREATE TRIGGER tally_of_gone AFTER DELETE ON contributions
BEGIN
    DELETE FROM tallies WHERE session = OLD.session;
END;
CREATE TRIGGER tally_of_happened AFTER INSERT ON facts
BEGIN
    DELETE FROM tallies WHERE session = NEW.session;
END;
CREATE TRIGGER tally_of_landed AFTER UPDATE OF message ON effects
BEGIN
    DELETE FROM tallies WHERE session = NEW.session;
END;
CREATE TRIGGER tally_of_expired AFTER INSERT ON expired
BEGIN
    DELETE FROM tallies WHERE session = NEW.session;
END;
CREATE TRIGGER tally_of_case AFTER UPDATE OF text ON cases
BEGIN
    DELETE FROM tallies WHERE session = NEW.session;
END;
CREATE TRIGGER tally_of_case_message AFTER INSERT ON case_messages
BEGIN
    DELETE FROM tallies WHERE session = (SELECT session FROM cases WHERE id = NEW.case_id);
END;
CREATE TRIGGER tally_of_no_case_message AFTER DELETE ON case_messages
BEGIN
    DELETE FROM tallies WHERE session = (SELECT session FROM cases WHERE id = OLD.case_id);
END;
CREATE TRIGGER tally_of_choice AFTER INSERT ON choices
BEGIN
    DELETE FROM tallies WHERE session IN (SELECT number FROM sessions WHERE guild = NEW.guild);
END;
CREATE TRIGGER tally_of_other_choice AFTER UPDATE ON choices
BEGIN
    DELETE FROM tallies WHERE session IN (SELECT number FROM sessions WHERE guild = NEW.guild);
END;
