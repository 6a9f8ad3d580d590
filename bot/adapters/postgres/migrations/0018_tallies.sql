CREATE TABLE tallies (
    session BIGINT PRIMARY KEY,
    token BIGINT NOT NULL,
    questions BIGINT,
    answers BIGINT,
    people BIGINT,
    public_answers BIGINT,
    public_people BIGINT
);
CREATE FUNCTION tally_is_old() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM tallies WHERE session = OLD.session;
    ELSE
        DELETE FROM tallies WHERE session = NEW.session;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tally_of_said AFTER INSERT OR UPDATE OR DELETE ON contributions
FOR EACH ROW EXECUTE FUNCTION tally_is_old();
CREATE TRIGGER tally_of_happened AFTER INSERT ON facts FOR EACH ROW EXECUTE FUNCTION tally_is_old();
CREATE TRIGGER tally_of_landed AFTER UPDATE OF message ON effects FOR EACH ROW EXECUTE FUNCTION tally_is_old();
CREATE TRIGGER tally_of_expired AFTER INSERT ON expired FOR EACH ROW EXECUTE FUNCTION tally_is_old();
CREATE TRIGGER tally_of_case AFTER UPDATE OF text ON cases FOR EACH ROW EXECUTE FUNCTION tally_is_old();
CREATE FUNCTION tally_of_case_is_old() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM tallies WHERE session = (SELECT session FROM cases WHERE id = OLD.case_id);
    ELSE
        DELETE FROM tallies WHERE session = (SELECT session FROM cases WHERE id = NEW.case_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tally_of_case_message AFTER INSERT OR DELETE ON case_messages
FOR EACH ROW EXECUTE FUNCTION tally_of_case_is_old();
CREATE FUNCTION tallies_of_server_are_old() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM tallies WHERE session IN (SELECT number FROM sessions WHERE guild = NEW.guild);
    RETURN NULL;
END $$;
CREATE TRIGGER tally_of_choice AFTER INSERT OR UPDATE ON choices
FOR EACH ROW EXECUTE FUNCTION tallies_of_server_are_old();
