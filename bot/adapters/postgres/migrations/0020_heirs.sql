-- A process that is about to end offers its servers ("offers"), and one that stands by makes ready to have them ("ready"
-- once it is connected): nobody waits then while one goes and the next comes. Each has one heir at most.
ALTER TABLE lease ADD COLUMN state TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE lease ADD COLUMN heir_of TEXT COLLATE "C" UNIQUE REFERENCES lease (token) ON DELETE SET NULL;
