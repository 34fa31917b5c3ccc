"""Let people read at their own pace, begin a course again, and be thanked at its end."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m031_own_pace(db: Database) -> None:
    """Let people read at their own pace, begin a course again, and be thanked at its end.

    An extra lesson uses up no date. What came before its reader began the course again is kept,
    and stands in the way of nothing.
    """
    db.executescript("""
        ALTER TABLE deliveries ADD COLUMN is_extra INTEGER NOT NULL DEFAULT 0
            CHECK (is_extra IN (0, 1));
        ALTER TABLE deliveries ADD COLUMN rounds_ago INTEGER NOT NULL DEFAULT 0
            CHECK (rounds_ago >= 0);

        DROP INDEX one_lesson_per_chat_and_date;
        CREATE UNIQUE INDEX one_lesson_per_chat_and_date
            ON deliveries (chat_id, local_date)
            WHERE local_date IS NOT NULL AND is_extra = 0 AND status NOT IN ('skipped', 'failed');
        DROP INDEX one_delivery_per_chat_and_lesson;
        CREATE UNIQUE INDEX one_delivery_per_chat_and_lesson
            ON deliveries (chat_id, course_id, lesson_id)
            WHERE course_id IS NOT NULL AND rounds_ago = 0
                AND status NOT IN ('skipped', 'failed');

        ALTER TABLE enrollments ADD COLUMN owes_farewell INTEGER NOT NULL DEFAULT 0
            CHECK (owes_farewell IN (0, 1));
        CREATE INDEX farewells ON enrollments (finished_at) WHERE owes_farewell = 1;
    """)
