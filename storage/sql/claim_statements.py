"""What may leave now, as a statement of each database.

Both look at the few whose turn it may be: the announcements and the courses that run. The index of
what is planned begins with these two, so what one on hold has waiting is never read, be it a
million rows that were due before all else.
"""

from storage.sql.dialect import POSTGRES, SQLITE, Differing

WAITING_COURSES = """
    waiting_courses (course_id) AS (
        SELECT (
            SELECT course_id FROM deliveries WHERE status = 'planned' AND announcement_id IS NULL
            ORDER BY announcement_id, course_id LIMIT 1
        )
        UNION ALL
        SELECT (
            SELECT course_id FROM deliveries
            WHERE status = 'planned' AND announcement_id IS NULL
                AND deliveries.course_id > waiting_courses.course_id
            ORDER BY announcement_id, course_id LIMIT 1
        )
        FROM waiting_courses WHERE course_id IS NOT NULL
    )
"""
"""The courses of which lessons wait, and a row without one: a look at the index for each."""
RUNNING = f"""
    {WAITING_COURSES},
    running AS MATERIALIZED (
        SELECT CAST(NULL AS bigint) AS announcement_id, CAST(NULL AS text) AS course_id,
            CAST(NULL AS timestamptz) AS went_on_at
        WHERE NOT EXISTS (SELECT 1 FROM lesson_holds WHERE course_id = '')
        UNION ALL
        SELECT NULL, course_id, NULL FROM waiting_courses
        WHERE course_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM lesson_holds
            WHERE lesson_holds.course_id IN ('', waiting_courses.course_id)
        )
        UNION ALL
        SELECT announcement_id, NULL, went_on_at FROM announcements
        WHERE status IN ('scheduled', 'planned') AND done_at IS NULL AND on_hold_because IS NULL
    )
"""  # no value of anybody's is in it
"""The announcements whose deliveries may leave, the courses whose lessons may, and a row without
either for the lessons that are tried again, unless all lessons are on hold."""
# A lesson that Telegram refuses to everybody waits by itself.
_IS_NO_OUTAGE = """
    NOT EXISTS (
        SELECT 1 FROM outages
        WHERE outages.course_id = {row}.course_id AND outages.lesson_id = {row}.lesson_id
            AND began_at IS NOT NULL
    )
"""
# A hold puts back what was to be tried again, so of a course on hold there is little.
_RETRIED = f"""
    status = 'retry' AND running.course_id IS NULL
        AND retried.announcement_id IS NOT DISTINCT FROM running.announcement_id
        AND (retried.course_id IS NULL
            OR retried.course_id NOT IN (SELECT course_id FROM lesson_holds))
        AND {_IS_NO_OUTAGE.format(row="retried")}
"""
_PLANNED = f"""
    status = 'planned' AND planned.announcement_id IS running.announcement_id
        AND planned.course_id IS running.course_id AND {_IS_NO_OUTAGE.format(row="planned")}
"""
# Only "=" and "IS NULL" lead into an index there, and each row has either one or the other.
_PLANNED_LESSON = f"""
    status = 'planned' AND planned.announcement_id IS NULL
        AND planned.course_id = running.course_id AND {_IS_NO_OUTAGE.format(row="planned")}
"""
_PLANNED_COPY = """
    status = 'planned' AND planned.announcement_id = running.announcement_id
        AND planned.course_id IS NULL
"""
# By due_at, as the two before it are the same for all: said in full, because PostgreSQL takes the
# order from the index only so, and would else sort all that waits for each hundred that leave.
_AS_INDEXED = "ORDER BY planned.announcement_id, planned.course_id, planned.due_at"
_IDS = Differing(SQLITE.ids.format(":except_ids"), POSTGRES.ids.format(":except_ids"))
NOTES_SENDER = Differing(sqlite="", postgres=", sender_epoch = :epoch")
"""What stands behind the last column that a claim sets."""
_BECOMES_CLAIMED = """
    UPDATE deliveries
    SET status = 'claimed', lease_until_at = :lease_until_at, retry_at = NULL,
        due_at = coalesce((
            SELECT went_on_at FROM announcements
            WHERE announcements.announcement_id = deliveries.announcement_id
                AND went_on_at > deliveries.due_at
        ), due_at)
"""
_IN_TURN = "CASE WHEN went_on_at > due_at THEN went_on_at ELSE due_at END"

# Each row's own few, in the order of the index, and of all these the earliest.
CLAIM = Differing(
    sqlite=f"""
        WITH RECURSIVE {RUNNING}
        {_BECOMES_CLAIMED}
        WHERE delivery_id IN (
            SELECT delivery_id FROM running JOIN deliveries ON delivery_id IN (
                SELECT delivery_id FROM (
                    SELECT delivery_id FROM deliveries AS planned
                    WHERE {_PLANNED} AND due_at <= :now AND chat_id NOT IN {_IDS.sqlite}
                    ORDER BY due_at LIMIT :limit
                )
                UNION ALL
                SELECT delivery_id FROM (
                    SELECT delivery_id FROM deliveries AS retried
                    WHERE {_RETRIED} AND retry_at <= :real_now AND chat_id NOT IN {_IDS.sqlite}
                    ORDER BY retry_at LIMIT :limit
                )
            )
            ORDER BY {_IN_TURN} LIMIT :limit
        )
        RETURNING *
    """,
    postgres=f"""
        WITH RECURSIVE {RUNNING},
        found AS (
            SELECT delivery_id FROM running CROSS JOIN LATERAL (
                (
                    SELECT delivery_id, due_at FROM deliveries AS planned
                    WHERE {_PLANNED_LESSON} AND due_at <= :now AND chat_id NOT IN {_IDS.postgres}
                    {_AS_INDEXED} LIMIT :limit
                ) UNION ALL (
                    SELECT delivery_id, due_at FROM deliveries AS planned
                    WHERE {_PLANNED_COPY} AND due_at <= :now AND chat_id NOT IN {_IDS.postgres}
                    {_AS_INDEXED} LIMIT :limit
                ) UNION ALL (
                    SELECT delivery_id, due_at FROM deliveries AS retried
                    WHERE {_RETRIED} AND retry_at <= :real_now
                        AND chat_id NOT IN {_IDS.postgres}
                    ORDER BY retry_at LIMIT :limit
                )
            ) AS theirs
            ORDER BY {_IN_TURN} LIMIT :limit
        )
        {_BECOMES_CLAIMED}{NOTES_SENDER.postgres}
        WHERE delivery_id IN (
            SELECT delivery_id FROM deliveries
            WHERE delivery_id IN (SELECT delivery_id FROM found)
                AND status IN ('planned', 'retry')
            FOR UPDATE SKIP LOCKED
        )
        RETURNING *
    """,
)
IS_ANYTHING = Differing(
    sqlite=f"""
        WITH RECURSIVE {RUNNING}
        SELECT EXISTS (
            SELECT 1 FROM running CROSS JOIN deliveries AS planned
            WHERE {_PLANNED} AND due_at <= :now
        ) OR EXISTS (
            SELECT 1 FROM running CROSS JOIN deliveries AS retried
            WHERE {_RETRIED} AND retry_at <= :real_now
        )
    """,
    postgres=f"""
        WITH RECURSIVE {RUNNING}
        SELECT EXISTS (
            SELECT 1 FROM running CROSS JOIN LATERAL (
                SELECT 1 FROM deliveries AS planned WHERE {_PLANNED_LESSON} AND due_at <= :now
                UNION ALL
                SELECT 1 FROM deliveries AS planned WHERE {_PLANNED_COPY} AND due_at <= :now
                UNION ALL
                SELECT 1 FROM deliveries AS retried WHERE {_RETRIED} AND retry_at <= :real_now
                LIMIT 1
            ) AS theirs
        )
    """,
)
# A retry waits in real time, but what it owes was due on the application's clock.
EARLIEST = Differing(
    sqlite=f"""
        WITH RECURSIVE {RUNNING}
        SELECT min(at) FROM (
            SELECT min(next_due_at) AS at FROM enrollments
            WHERE status = 'active' AND next_due_at IS NOT NULL
            UNION ALL SELECT min(at) FROM announcements WHERE status = 'scheduled'
            UNION ALL SELECT (
                SELECT due_at FROM deliveries AS planned
                WHERE {_PLANNED} AND chat_id NOT IN {_IDS.sqlite}
                ORDER BY due_at LIMIT 1
            ) FROM running
            UNION ALL SELECT min(due_at) FROM running CROSS JOIN deliveries AS retried
            WHERE {_RETRIED} AND chat_id NOT IN {_IDS.sqlite}
        )
    """,
    postgres=f"""
        WITH RECURSIVE {RUNNING}
        SELECT min(at) FROM (
            SELECT min(next_due_at) AS at FROM enrollments
            WHERE status = 'active' AND next_due_at IS NOT NULL
            UNION ALL SELECT min(at) FROM announcements WHERE status = 'scheduled'
            UNION ALL SELECT due_at FROM running CROSS JOIN LATERAL (
                (
                    SELECT due_at FROM deliveries AS planned
                    WHERE {_PLANNED_LESSON} AND chat_id NOT IN {_IDS.postgres}
                    {_AS_INDEXED} LIMIT 1
                ) UNION ALL (
                    SELECT due_at FROM deliveries AS planned
                    WHERE {_PLANNED_COPY} AND chat_id NOT IN {_IDS.postgres}
                    {_AS_INDEXED} LIMIT 1
                ) UNION ALL (
                    SELECT due_at FROM deliveries AS retried
                    WHERE {_RETRIED} AND chat_id NOT IN {_IDS.postgres}
                )
            ) AS theirs
        ) AS instants
    """,
)
LATE = Differing(
    sqlite="""
        SELECT 1 FROM running CROSS JOIN deliveries AS late
            ON status = 'planned' AND late.announcement_id IS running.announcement_id
                AND late.course_id IS running.course_id AND due_at < :now
        LIMIT :most
    """,
    postgres="""
        SELECT 1 FROM running CROSS JOIN LATERAL (
            SELECT 1 FROM deliveries
            WHERE status = 'planned' AND announcement_id IS NULL
                AND course_id = running.course_id AND due_at < :now
            UNION ALL
            SELECT 1 FROM deliveries
            WHERE status = 'planned' AND announcement_id = running.announcement_id
                AND course_id IS NULL AND due_at < :now
        ) AS late
        LIMIT :most
    """,
)
"""A row for each that should have left by now and may, so many at most; needs ``RUNNING``."""
OVERDUE = Differing(
    sqlite=f"""
        SELECT 1 FROM running CROSS JOIN deliveries AS planned
        WHERE {_PLANNED} AND due_at < :due_before
        UNION ALL
        SELECT 1 FROM running CROSS JOIN deliveries AS retried
        WHERE {_RETRIED} AND retry_at < :retry_before
        LIMIT :most
    """,
    postgres=f"""
        SELECT 1 FROM running CROSS JOIN LATERAL (
            SELECT 1 FROM deliveries AS planned WHERE {_PLANNED_LESSON} AND due_at < :due_before
            UNION ALL
            SELECT 1 FROM deliveries AS planned WHERE {_PLANNED_COPY} AND due_at < :due_before
            UNION ALL
            SELECT 1 FROM deliveries AS retried WHERE {_RETRIED} AND retry_at < :retry_before
        ) AS overdue
        LIMIT :most
    """,
)
"""A row for each that should have been claimed by then and was not, so many at most."""
