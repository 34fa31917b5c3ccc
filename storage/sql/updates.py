"""Which updates were taken, in SQL."""

from collections.abc import Sequence

from storage.interface.updates import ReceivingStart, UpdateMark
from storage.sql.part import SQLPart

REMEMBERED = 16384
"""Numbers follow each other, so that each of the latest has a place of its own. Telegram gives at
most a hundred again; a process that stood still comes back to those which others had meanwhile."""


class SQLUpdates(SQLPart):
    """The part of the store that knows updates."""

    def note_taken(self, mark: UpdateMark) -> bool:
        """See ``UpdateStore``."""
        noted = self._database.execute(
            """
            INSERT INTO taken_updates (place, update_id, dated) VALUES (?, ?, ?)
            ON CONFLICT (place) DO UPDATE
            SET update_id = excluded.update_id, dated = excluded.dated
            WHERE taken_updates.update_id <> excluded.update_id
                OR taken_updates.dated <> excluded.dated
            """,
            [mark.update_id % REMEMBERED, mark.update_id, mark.dated],
        )
        return bool(noted.rowcount)

    def list_taken(self, marks: Sequence[UpdateMark]) -> list[UpdateMark]:
        """See ``UpdateStore``."""
        return [
            mark
            for mark in marks
            if self._database.execute(
                "SELECT 1 FROM taken_updates WHERE place = ? AND update_id = ? AND dated = ?",
                [mark.update_id % REMEMBERED, mark.update_id, mark.dated],
            ).fetchone()
        ]

    def begin_receiving(self) -> ReceivingStart:
        """See ``UpdateStore``."""
        found = self._database.execute(
            "SELECT unfinished_starts, suspect_id, suspect_tries FROM receiving"
        ).fetchone()
        self._database.execute("UPDATE receiving SET unfinished_starts = unfinished_starts + 1")
        return ReceivingStart(*found)

    def note_suspect(self, update_id: int) -> None:
        """See ``UpdateStore``."""
        self._database.execute(
            """
            UPDATE receiving SET suspect_id = :update_id,
                suspect_tries = CASE suspect_id WHEN :update_id THEN suspect_tries + 1 ELSE 1 END
            """,
            {"update_id": update_id},
        )

    def note_caught_up(self) -> None:
        """See ``UpdateStore``."""
        self._database.execute(
            "UPDATE receiving SET unfinished_starts = 0, suspect_id = NULL, suspect_tries = 0"
        )
