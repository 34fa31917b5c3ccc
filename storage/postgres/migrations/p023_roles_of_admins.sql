-- What each admin may do, and under which name an admin is known. Who is one already may do what
-- admins could until now.
ALTER TABLE admins ADD COLUMN roles json NOT NULL
    DEFAULT '["editor", "reviewer", "sender", "viewer"]';
ALTER TABLE admins ADD COLUMN name text COLLATE "C" NOT NULL DEFAULT '';
