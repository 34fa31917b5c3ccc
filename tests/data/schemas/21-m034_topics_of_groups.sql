-- applied: m034_topics_of_groups
CREATE TABLE chat_topics (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            thread_id INTEGER NOT NULL CHECK (thread_id > 0)
        ) STRICT;
