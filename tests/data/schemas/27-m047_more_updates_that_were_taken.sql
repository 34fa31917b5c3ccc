-- applied: m045_replicas m046_chats_in_a_check m047_more_updates_that_were_taken
CREATE TABLE replicas (
            replica_id TEXT NOT NULL PRIMARY KEY,
            address TEXT NOT NULL,
            settings TEXT NOT NULL,
            started_at TEXT NOT NULL CHECK (started_at GLOB '????-??-??T??:??:??.???Z'),
            seen_at TEXT NOT NULL CHECK (seen_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
CREATE TABLE open_checks (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            until_at TEXT NOT NULL CHECK (until_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
