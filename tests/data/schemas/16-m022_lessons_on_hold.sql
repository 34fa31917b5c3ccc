-- applied: m022_lessons_on_hold
CREATE TABLE lesson_holds (
            course_id TEXT NOT NULL PRIMARY KEY,
            held_by INTEGER NOT NULL,
            held_at TEXT NOT NULL CHECK (held_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT, WITHOUT ROWID;
CREATE TABLE holds_since (
            subject TEXT NOT NULL PRIMARY KEY,
            since_at TEXT NOT NULL CHECK (since_at GLOB '????-??-??T??:??:??.???Z'),
            is_reminded INTEGER NOT NULL CHECK (is_reminded IN (0, 1))
        ) STRICT, WITHOUT ROWID;
