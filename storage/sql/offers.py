"""Courses that are offered, and that begin by themselves, in SQL."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from lessons.delivery.audience import AudienceFilter
from lessons.delivery.course_offer import Answer, Starter
from lessons.delivery.progress import IdRange
from lessons.times.schedule import Slot
from storage.interface.offers import Begun, StartCrowd
from storage.sql.audiences import ZONES, write_zones
from storage.sql.part import SQLPart
from storage.sql.reach import has_had_course, meets_filter, write_filter
from storage.sql.rows import read_break, read_instant, read_schedule, write_instant

_IS_ELSEWHERE = """
    EXISTS (
        SELECT 1 FROM enrollments AS current
        WHERE current.chat_id = subscribers.chat_id AND current.status = 'active'
    )
"""
_COUNT = """
    SELECT timezone, is_paused, is_elsewhere, had, min(send_time), max(send_time), count(*)
    FROM (
        SELECT timezone, is_paused, send_time,
            CASE WHEN {is_elsewhere} THEN 1 ELSE 0 END AS is_elsewhere,
            CASE WHEN {had} THEN 1 ELSE 0 END AS had
        FROM subscribers
        WHERE chat_id BETWEEN :first_chat_id AND :last_chat_id AND {filter}
    ) AS found
    GROUP BY 1, 2, 3, 4
"""
_STARTERS = """
    WITH zones AS MATERIALIZED ({zones})
    SELECT chat_id, timezone, send_time, weekdays, CAST(zones.value ->> 'due_at' AS {instant}),
        (
            SELECT course_id FROM enrollments AS current
            WHERE current.chat_id = subscribers.chat_id AND current.status = 'active'
        ),
        (
            SELECT max(local_date) FROM deliveries AS lessons
            WHERE lessons.chat_id = subscribers.chat_id AND lessons.local_date IS NOT NULL
                AND lessons.is_extra = 0 AND lessons.status NOT IN ('skipped', 'failed')
        ),
        break_begins, break_ends
    FROM subscribers
        JOIN zones ON zones.key = subscribers.timezone
        JOIN announcements ON announcement_id = :announcement_id
            AND announcements.status = 'scheduled'
    WHERE chat_id BETWEEN :first_chat_id AND :last_chat_id AND is_paused = 0 AND {filter}
        AND NOT EXISTS (
            SELECT 1 FROM deliveries AS had
            WHERE +had.announcement_id = :announcement_id AND had.chat_id = subscribers.chat_id
        )
"""
_LEAVE = """
    UPDATE enrollments SET status = 'left', next_date = NULL, next_due_at = NULL
    WHERE chat_id = ? AND status = 'active'
"""
_BEGIN = """
    INSERT INTO enrollments (chat_id, course_id, status, enrolled_at, next_date, next_due_at,
        started_by, instead_of)
    VALUES (?, ?, 'active', ?, ?, ?, ?, ?)
    ON CONFLICT (chat_id, course_id) DO UPDATE SET
        status = 'active', next_date = excluded.next_date, next_due_at = excluded.next_due_at,
        started_by = excluded.started_by, instead_of = excluded.instead_of, owes_farewell = 0
"""


class SQLOffers(SQLPart):
    """The part of the store that knows of courses that are offered."""

    def count_starters(
        self, audience: AudienceFilter, course_id: str, id_range: IdRange
    ) -> list[StartCrowd]:
        """See ``OfferStore``."""
        rows = self._database.execute(
            _COUNT.format(
                is_elsewhere=_IS_ELSEWHERE,
                had=has_had_course(":new_course_id"),
                filter=meets_filter(self.dialect),
            ),
            {
                "first_chat_id": id_range.first_chat_id,
                "last_chat_id": id_range.last_chat_id,
                **write_filter(audience),
                "new_course_id": course_id,
            },
        )
        return [
            StartCrowd(zone, bool(paused), bool(elsewhere), bool(had), earliest, latest, count)
            for zone, paused, elsewhere, had, earliest, latest, count in rows
        ]

    def list_starters(
        self,
        announcement_id: int,
        audience: AudienceFilter,
        id_range: IdRange,
        due_by_zone: Mapping[str, datetime],
    ) -> list[Starter]:
        """See ``OfferStore``."""
        rows = self._database.execute(
            _STARTERS.format(
                zones=self._in_dialect(ZONES).format(":zones"),
                filter=meets_filter(self.dialect),
                instant=self.dialect.instant,
            ),
            {
                "announcement_id": announcement_id,
                "first_chat_id": id_range.first_chat_id,
                "last_chat_id": id_range.last_chat_id,
                "zones": write_zones(due_by_zone),
            }
            | write_filter(audience),
        )
        return [
            Starter(
                chat_id,
                read_schedule(timezone, send_time, weekdays),
                read_instant(told_at),
                current,
                date.fromisoformat(last_date) if last_date else None,
                read_break(begins, ends),
            )
            for (
                chat_id, timezone, send_time, weekdays, told_at, current, last_date, begins, ends
            ) in rows
        ]  # fmt: skip

    def begin_course(
        self,
        announcement_id: int,
        course_id: str,
        slots: Sequence[tuple[Starter, Slot]],
        now: datetime,
    ) -> None:
        """See ``OfferStore``."""
        at = write_instant(now)
        self._database.executemany(
            _LEAVE, [(starter.chat_id,) for starter, _ in slots if starter.current_course_id]
        )
        self._database.executemany(
            _BEGIN,
            [
                (
                    starter.chat_id, course_id, at, slot.local_date.isoformat(),
                    write_instant(slot.due_at), announcement_id, starter.current_course_id,
                )
                for starter, slot in slots
            ],
        )  # fmt: skip

    def queue_course(self, announcement_id: int, course_id: str, chat_ids: Sequence[int]) -> None:
        """See ``OfferStore``."""
        self._database.executemany(
            """
            INSERT INTO courses_to_come (chat_id, course_id, started_by) VALUES (?, ?, ?)
            ON CONFLICT (chat_id) DO UPDATE
                SET course_id = excluded.course_id, started_by = excluded.started_by
            """,
            [(chat_id, course_id, announcement_id) for chat_id in chat_ids],
        )

    def find_course_to_come(self, chat_id: int) -> str | None:
        """See ``OfferStore``."""
        row = self._database.execute(
            "SELECT course_id FROM courses_to_come WHERE chat_id = ?", (chat_id,)
        ).fetchone()
        return row["course_id"] if row else None

    def drop_course_to_come(self, chat_id: int) -> None:
        """See ``OfferStore``."""
        self._database.execute("DELETE FROM courses_to_come WHERE chat_id = ?", (chat_id,))

    def find_former_course(self, chat_id: int, course_id: str) -> str | None:
        """See ``OfferStore``."""
        row = self._database.execute(
            "SELECT instead_of FROM enrollments WHERE chat_id = ? AND course_id = ?",
            (chat_id, course_id),
        ).fetchone()
        return row["instead_of"] if row else None

    def note_start(self, chat_id: int, course_id: str, announcement_id: int | None) -> None:
        """See ``OfferStore``."""
        self._database.execute(
            "UPDATE enrollments SET started_by = ? WHERE chat_id = ? AND course_id = ?",
            (announcement_id, chat_id, course_id),
        )

    def list_called_off(self, limit: int) -> list[Begun]:
        """See ``OfferStore``."""
        rows = self._database.execute(
            f"""
            SELECT enrollments.chat_id, enrollments.course_id, instead_of, EXISTS (
                SELECT 1 FROM deliveries
                WHERE deliveries.chat_id = enrollments.chat_id
                    AND deliveries.course_id = enrollments.course_id
                    AND deliveries.status NOT IN ('skipped', 'failed')
            )
            FROM announcements {self.dialect.then_join} enrollments
                ON started_by = announcements.announcement_id
            WHERE announcements.status = 'cancelled' AND offer IS NOT NULL
                AND enrollments.status = 'active'
            LIMIT ?
            """,  # no value of anybody's is in it
            (limit,),
        )
        return [
            Begun(chat_id, course_id, instead_of, bool(has_lesson))
            for chat_id, course_id, instead_of, has_lesson in rows
        ]

    def drop_called_off(self, limit: int) -> int:
        """See ``OfferStore``."""
        return self._database.execute(
            f"""
            DELETE FROM courses_to_come WHERE chat_id IN (
                SELECT chat_id FROM announcements {self.dialect.then_join} courses_to_come
                    ON started_by = announcements.announcement_id
                WHERE announcements.status = 'cancelled' AND offer IS NOT NULL
                LIMIT ?
            )
            """,  # no value of anybody's is in it
            (limit,),
        ).rowcount

    def count_answer(self, announcement_id: int, answer: Answer) -> None:
        """See ``OfferStore``."""
        self._database.execute(
            """
            INSERT INTO offer_answers (announcement_id, answer, count) VALUES (?, ?, 1)
            ON CONFLICT (announcement_id, answer) DO UPDATE SET count = offer_answers.count + 1
            """,
            (announcement_id, answer.value),
        )

    def list_answers(self, announcement_id: int) -> Mapping[Answer, int]:
        """See ``OfferStore``."""
        rows = self._database.execute(
            "SELECT answer, count FROM offer_answers WHERE announcement_id = ?",
            (announcement_id,),
        )
        return {Answer(answer): count for answer, count in rows}
