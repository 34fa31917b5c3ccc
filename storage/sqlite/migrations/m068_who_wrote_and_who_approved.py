"""Keep whose words a draft holds, and who approved which wording."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m068_who_wrote_and_who_approved(db: Database) -> None:
    """Keep whose words a draft holds, and who approved which wording.

    Of a draft there is, whoever began it counts for all of it; what is approved stays so.
    """
    db.executescript("""
        CREATE TABLE draft_hands (
            course_id TEXT NOT NULL REFERENCES course_drafts ON DELETE CASCADE,
            -- Empty for what the course says of itself, which stands around each lesson.
            lesson_id TEXT NOT NULL,
            person_id INTEGER NOT NULL,
            -- The version of the draft that their words made.
            version INTEGER NOT NULL,
            PRIMARY KEY (course_id, lesson_id, person_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE approvals (
            course_id TEXT NOT NULL,
            lesson_id TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            approved_by INTEGER NOT NULL,
            approved_at TEXT NOT NULL CHECK (approved_at GLOB '????-??-??T??:??:??.???Z'),
            PRIMARY KEY (course_id, lesson_id, fingerprint)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO draft_hands (course_id, lesson_id, person_id, version)
            SELECT course_id, '', created_by, 0 FROM course_drafts WHERE created_by <> 0;
    """)
