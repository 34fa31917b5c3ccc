-- applied: m053_articles_that_were_read
CREATE TABLE read_articles (
            chat_id INTEGER NOT NULL,
            -- A hash of how it would be cut, as the buttons below it carry it.
            mark TEXT NOT NULL,
            -- The document and the course that it would be, as JSON.
            article TEXT NOT NULL CHECK (json_valid(article)),
            read_at TEXT NOT NULL CHECK (read_at GLOB '????-??-??T??:??:??.???Z'),
            PRIMARY KEY (chat_id, mark)
        ) STRICT;
