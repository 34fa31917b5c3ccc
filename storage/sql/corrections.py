"""Corrections and recalls, in SQL."""

from lessons.delivery.correction import (
    RECALLABLE,
    AmendmentPlanning,
    CopyCount,
    Correction,
    CorrectionKind,
    CorrectionStatus,
)
from storage.sql.announcement_rows import read_marks, write_marks
from storage.sql.census import SQLCensus
from storage.sql.outbox import SQLOutbox
from storage.sql.part import Row
from storage.sql.rows import read_instant, write_instant

_OF_ANNOUNCEMENT = "deliveries.announcement_id = :announcement_id"
# A lesson may also have been announced; both are copies of it.
_OF_LESSON = """
    coalesce(deliveries.course_id, announcements.course_id) = :course_id
        AND coalesce(deliveries.lesson_id, announcements.lesson_id) = :lesson_id
"""
# What Telegram still deletes, and what may have left at that time.
_RECENT = " AND coalesce(deliveries.sent_at, deliveries.due_at) >= :since_at"
# What was deleted is no copy.
_COPIES = """
    FROM deliveries LEFT JOIN announcements USING (announcement_id)
    WHERE {target}
        AND (deliveries.status IN ('sent', 'sending')
            OR deliveries.status = 'unknown' AND deliveries.message_ids <> '')
        AND NOT EXISTS (
            SELECT 1 FROM amendments JOIN corrections USING (correction_id)
            WHERE amendments.delivery_id = deliveries.delivery_id
                AND amendments.status = 'done' AND corrections.kind = 'recall'
        )
"""
# Of an announcement that was never recalled; of these statuses there are few or one index.
_TALLIED = """
    SELECT (
        SELECT coalesce(sum(count), 0) FROM tallies
        WHERE announcement_id = :announcement_id AND state = 'sent'
    ) + (
        SELECT count(*) FROM deliveries {leased}
        WHERE lease_until_at IS NOT NULL AND status = 'sending'
            AND announcement_id = :announcement_id
    ) + (
        SELECT count(*) FROM deliveries {unknown}
        WHERE status = 'unknown' AND message_ids <> '' AND announcement_id = :announcement_id
    )
"""
_COUNTED_BY_CENSUS = """
    SELECT coalesce(sum(count), 0) FROM census_counts JOIN censuses USING (census_id)
    WHERE is_complete = 1 AND subject = 'lesson' AND course_id = :course_id AND name = :lesson_id
"""


class SQLCorrections(SQLOutbox, SQLCensus):
    """The part of the store that changes what people have already."""

    def add_correction(self, draft: Correction) -> Correction:
        """See ``CorrectionStore``."""
        row = self._database.execute(
            """
            INSERT INTO corrections (kind, status, created_by, created_at, announcement_id,
                course_id, lesson_id, text, version, marks)
            VALUES (?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *
            """,
            (
                draft.kind.value,
                draft.created_by,
                write_instant(draft.created_at),
                draft.announcement_id,
                draft.course_id,
                draft.lesson_id,
                draft.text,
                draft.version,
                write_marks(draft.marks),
            ),
        ).fetchone()
        return read_correction(row)

    def find_correction(self, correction_id: int) -> Correction | None:
        """See ``CorrectionStore``."""
        row = self._database.execute(
            "SELECT * FROM corrections WHERE correction_id = ?", (correction_id,)
        ).fetchone()
        return read_correction(row) if row else None

    def save_correction(self, correction: Correction) -> None:
        """See ``CorrectionStore``."""
        self._database.execute(
            "UPDATE corrections SET status = ?, screen_message_id = ? WHERE correction_id = ?",
            (correction.status.value, correction.screen_message_id, correction.correction_id),
        )

    def list_running_corrections(self) -> list[Correction]:
        """See ``CorrectionStore``."""
        rows = self._database.execute("SELECT * FROM corrections WHERE status = 'running'")
        return [read_correction(row) for row in rows]

    def count_copies(self, correction: Correction) -> CopyCount:
        """See ``CorrectionStore``."""
        number = correction.announcement_id
        if number is not None and not self._was_recalled(number):
            tallied = _TALLIED.format(
                leased=self._by_index("leased_deliveries"),
                unknown=self._by_index("unknown_deliveries"),
            )
            return CopyCount(self._count(tallied, correction))
        if _is_of_recent(correction):
            return CopyCount(self._count(f"SELECT count(*) {copies_of(correction)}", correction))
        if number is None and not self.is_small():
            counted_at = self.find_census_at()
            count = self._count(_COUNTED_BY_CENSUS, correction)
            # The first ones may have left since.
            if counted_at and count:
                return CopyCount(count, counted_at)
        return CopyCount(self._count(f"SELECT count(*) {copies_of(correction)}", correction))

    def _count(self, sql: str, correction: Correction) -> int:
        [count] = self._database.execute(sql, write_target(correction)).fetchone()
        return int(count)

    def _was_recalled(self, announcement_id: int) -> bool:
        [found] = self._database.execute(
            """
            SELECT EXISTS (
                SELECT 1 FROM corrections
                WHERE announcement_id = ? AND kind = 'recall' AND status <> 'draft'
            )
            """,
            (announcement_id,),
        ).fetchone()
        return bool(found)

    def has_copies(self, correction: Correction) -> bool:
        """See ``CorrectionStore``."""
        [found] = self._database.execute(
            f"SELECT EXISTS (SELECT 1 {copies_of(correction)})", write_target(correction)
        ).fetchone()
        return bool(found)


def _is_of_recent(correction: Correction) -> bool:
    """Whether it is about what of a lesson was sent lately: of an announcement all is tried."""
    return correction.announcement_id is None and correction.kind is CorrectionKind.RECALL


def copies_of(correction: Correction) -> str:
    """Return the end of a statement that selects deliveries: those that are its copies."""
    if correction.announcement_id is not None:
        return _COPIES.format(target=_OF_ANNOUNCEMENT)
    return _COPIES.format(target=_OF_LESSON + (_RECENT if _is_of_recent(correction) else ""))


def write_target(correction: Correction) -> dict[str, str | int | None]:
    """Return what ``copies_of`` asks for."""
    return {
        "announcement_id": correction.announcement_id,
        "course_id": correction.course_id,
        "lesson_id": correction.lesson_id,
        "since_at": write_instant(correction.created_at - RECALLABLE),
    }


def read_correction(row: Row) -> Correction:
    """Return the correction of a row."""
    confirmed_at, before_id = row["confirmed_at"], row["before_delivery_id"]
    return Correction(
        correction_id=row["correction_id"],
        kind=CorrectionKind(row["kind"]),
        status=CorrectionStatus(row["status"]),
        created_by=row["created_by"],
        created_at=read_instant(row["created_at"]),
        announcement_id=row["announcement_id"],
        course_id=row["course_id"],
        lesson_id=row["lesson_id"],
        text=row["text"],
        version=row["version"],
        screen_message_id=row["screen_message_id"],
        confirmed_at=read_instant(confirmed_at) if confirmed_at else None,
        planning=None
        if before_id is None
        else AmendmentPlanning(before_id, row["looked_through"], row["to_look_through"]),
        marks=read_marks(row["marks"]),
    )
