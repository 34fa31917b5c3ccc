-- applied: m069_overdue_reviews_told
CREATE TABLE overdue_reviews_told (
            course_id TEXT NOT NULL,
            due_date TEXT NOT NULL CHECK (due_date GLOB '????-??-??'),
            PRIMARY KEY (course_id, due_date)
        ) STRICT, WITHOUT ROWID;
