-- applied: m002_flood_waits
CREATE TABLE flood_waits (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            until_at TEXT NOT NULL CHECK (until_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
