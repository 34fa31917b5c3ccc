-- applied: m007_questions_about_drafts
CREATE TABLE draft_questions (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            part TEXT CHECK (part IN ('text', 'title', 'section', 'take', 'sources', 'quiz',
                'new', 'c-title', 'c-about', 'c-source', 'c-review')),
            course_id TEXT NOT NULL,
            lesson_id TEXT,
            seen TEXT NOT NULL,
            screen_message_id INTEGER
        ) STRICT;
CREATE TABLE first_wordings (
            course_id TEXT NOT NULL REFERENCES course_drafts ON DELETE CASCADE,
            lesson_id TEXT NOT NULL,
            wording TEXT NOT NULL,
            PRIMARY KEY (course_id, lesson_id)
        ) STRICT, WITHOUT ROWID;
