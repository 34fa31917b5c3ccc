-- applied: m016_updates_that_were_taken
CREATE TABLE taken_updates (
            place INTEGER PRIMARY KEY,
            update_id INTEGER NOT NULL,
            dated INTEGER NOT NULL
        ) STRICT;
CREATE TABLE receiving (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            unfinished_starts INTEGER NOT NULL,
            suspect_id INTEGER,
            suspect_tries INTEGER NOT NULL
        ) STRICT;
