-- applied: m066_roles_of_admins
CREATE TABLE admins (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            added_by INTEGER NOT NULL,
            added_at TEXT NOT NULL CHECK (added_at GLOB '????-??-??T??:??:??.???Z')
        , roles TEXT NOT NULL
            DEFAULT '["editor", "reviewer", "sender", "viewer"]' CHECK (json_valid(roles)), name TEXT NOT NULL DEFAULT '') STRICT;
