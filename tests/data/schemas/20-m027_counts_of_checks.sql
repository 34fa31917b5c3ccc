-- applied: m027_counts_of_checks
CREATE TABLE check_counts (
            week TEXT NOT NULL CHECK (week GLOB '????-??-??'),
            revision INTEGER NOT NULL,
            name TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count >= 0),
            PRIMARY KEY (week, revision, name)
        ) STRICT, WITHOUT ROWID;
