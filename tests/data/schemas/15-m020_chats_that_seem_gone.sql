-- applied: m020_chats_that_seem_gone
CREATE TABLE outages (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            tries TEXT NOT NULL CHECK (tries NOT GLOB '*[^-+]*'),
            tried_at TEXT CHECK (tried_at GLOB '????-??-??T??:??:??.???Z'),
            began_at TEXT CHECK (began_at GLOB '????-??-??T??:??:??.???Z'),
            lost INTEGER NOT NULL,
            tried INTEGER NOT NULL,
            probe_id INTEGER,
            probe_at TEXT CHECK (probe_at GLOB '????-??-??T??:??:??.???Z'),
            arrived INTEGER NOT NULL,
            ended_at TEXT CHECK (ended_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
CREATE TABLE losses (
            delivery_id INTEGER PRIMARY KEY REFERENCES deliveries ON DELETE CASCADE,
            chat_id INTEGER NOT NULL,
            lost_at TEXT NOT NULL CHECK (lost_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
CREATE TABLE closed_chats (
            chat_id INTEGER PRIMARY KEY,
            closed_at TEXT NOT NULL CHECK (closed_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
