ALTER TABLE listings ADD COLUMN hosts TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE listings SET hosts = coalesce((
    SELECT string_agg(host ->> 'name', chr(10) ORDER BY place)
    FROM sessions, json_array_elements(CAST(pack AS json) -> 'hosts') WITH ORDINALITY AS each (host, place)
    WHERE number = session), '');
