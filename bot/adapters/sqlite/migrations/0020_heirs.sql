-- Where several processes run on one record, in PostgreSQL, one hands its servers over to the next. Here nobody does.
ALTER TABLE lease ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE lease ADD COLUMN heir_of TEXT;
