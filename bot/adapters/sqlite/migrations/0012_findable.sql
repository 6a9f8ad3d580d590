-- Whether organisers may find a member by what they said.
ALTER TABLE choices ADD COLUMN findable INTEGER NOT NULL DEFAULT 0;
