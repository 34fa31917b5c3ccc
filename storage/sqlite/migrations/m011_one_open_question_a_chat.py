"""Keep what a chat was asked last in one place, so that only one question can be open."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m011_one_open_question_a_chat(db: Database) -> None:
    """Keep what a chat was asked last in one place, so that only one question can be open.

    Of several that were open, the one stays that a typed text would have answered; how long ago
    it was asked was not kept, so its day begins now.
    """
    db.executescript("""
        CREATE TABLE open_questions (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('setting', 'schedule', 'draft', 'file')),
            payload TEXT NOT NULL CHECK (json_valid(payload)),
            asked_at TEXT NOT NULL CHECK (asked_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;

        INSERT INTO open_questions
        SELECT chat_id, 'setting', json_quote(awaiting), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        FROM subscribers WHERE awaiting IS NOT NULL AND status <> 'joining';

        INSERT OR IGNORE INTO open_questions
        SELECT chat_id, 'schedule', json_object('step', step, 'what', what,
            'typed_when', typed_when, 'announcement_id', announcement_id),
            strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        FROM schedule_forms;

        INSERT OR IGNORE INTO open_questions
        SELECT chat_id, iif(part IS NULL, 'file', 'draft'), iif(part IS NULL,
            json_object('course_id', course_id),
            json_object('part', part, 'course_id', course_id, 'lesson_id', lesson_id,
                'seen', seen, 'screen_message_id', screen_message_id)),
            strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        FROM draft_questions;

        INSERT OR IGNORE INTO open_questions
        SELECT chat_id, 'setting', json_quote(awaiting), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        FROM subscribers WHERE awaiting IS NOT NULL;

        DROP TABLE schedule_forms;
        DROP TABLE draft_questions;
        ALTER TABLE subscribers DROP COLUMN awaiting;
    """)
