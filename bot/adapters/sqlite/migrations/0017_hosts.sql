-- Who hosts a chat, as its pack names them, a name a line: lists can be narrowed by it.
ALTER TABLE listings ADD COLUMN hosts TEXT NOT NULL DEFAULT '';
UPDATE listings SET hosts = coalesce((
    SELECT group_concat(json_extract(host.value, '$.name'), char(10))
    FROM sessions, json_each(sessions.pack, '$.hosts') AS host WHERE number = session), '');
