-- applied: m054_messages_that_are_pasted
CREATE TABLE pasted_parts (
            chat_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            -- The message in pieces of one face each, as JSON.
            part TEXT NOT NULL CHECK (json_valid(part)),
            pasted_at TEXT NOT NULL CHECK (pasted_at GLOB '????-??-??T??:??:??.???Z'),
            PRIMARY KEY (chat_id, message_id)
        ) STRICT;
