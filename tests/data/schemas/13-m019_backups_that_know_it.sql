-- applied: m018_the_bot_that_a_database_belongs_to m019_backups_that_know_it
CREATE TABLE owners (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            bot_id INTEGER NOT NULL,
            since_at TEXT NOT NULL CHECK (since_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
CREATE TABLE restores (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            backed_up_at TEXT CHECK (backed_up_at GLOB '????-??-??T??:??:??.???Z'),
            restored_at TEXT CHECK (restored_at GLOB '????-??-??T??:??:??.???Z'),
            is_being_settled INTEGER NOT NULL DEFAULT 0 CHECK (is_being_settled IN (0, 1))
        ) STRICT;
