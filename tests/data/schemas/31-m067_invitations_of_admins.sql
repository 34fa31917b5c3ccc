-- applied: m062_consents
CREATE TABLE consents (
            chat_id INTEGER NOT NULL,
            version TEXT NOT NULL,
            answer TEXT NOT NULL CHECK (answer IN ('asked', 'agreed', 'declined')),
            answered_at TEXT NOT NULL CHECK (answered_at GLOB '????-??-??T??:??:??.???Z'),
            PRIMARY KEY (chat_id, version)
        ) STRICT, WITHOUT ROWID;
