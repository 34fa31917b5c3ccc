-- applied: m043_breaks_that_lie_ahead m052_steps_of_drafts
CREATE TABLE subscribers (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('private', 'group', 'supergroup', 'channel')),
            status TEXT NOT NULL CHECK (status IN ('joining', 'active', 'stopped', 'blocked')),
            timezone TEXT NOT NULL,
            send_time TEXT NOT NULL CHECK (send_time GLOB '[0-2][0-9]:[0-5][0-9]'),
            weekdays TEXT NOT NULL CHECK (weekdays GLOB '[mtwfs]*'),
            language_code TEXT,
            joined_at TEXT NOT NULL CHECK (joined_at GLOB '????-??-??T??:??:??.???Z'),
            is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
            resume_date TEXT CHECK (resume_date GLOB '????-??-??')
        , break_begins TEXT CHECK (break_begins GLOB '????-??-??'), break_ends TEXT CHECK (break_ends GLOB '????-??-??'), break_at TEXT CHECK (break_at GLOB '????-??-??T??:??:??.???Z')) STRICT, WITHOUT ROWID;
CREATE INDEX breaks_ahead ON subscribers (break_at) WHERE break_at IS NOT NULL;
CREATE TABLE draft_steps (
            course_id TEXT NOT NULL REFERENCES course_drafts ON DELETE CASCADE,
            version INTEGER NOT NULL,
            course TEXT NOT NULL CHECK (json_valid(course)),
            approved TEXT NOT NULL CHECK (json_valid(approved)),
            PRIMARY KEY (course_id, version)
        ) STRICT, WITHOUT ROWID;
