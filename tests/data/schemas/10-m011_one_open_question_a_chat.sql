-- applied: m011_one_open_question_a_chat
-- gone: TABLE schedule_forms
-- gone: TABLE draft_questions
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
        ) STRICT, WITHOUT ROWID;
CREATE TABLE open_questions (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('setting', 'schedule', 'draft', 'file')),
            payload TEXT NOT NULL CHECK (json_valid(payload)),
            asked_at TEXT NOT NULL CHECK (asked_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
