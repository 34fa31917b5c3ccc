"""Texts that are pasted message by message, in SQL."""

from datetime import datetime

from pydantic import TypeAdapter

from lessons.article.pasting import PastedPart
from storage.sql.part import SQLPart
from storage.sql.rows import write_instant

_PART = TypeAdapter(PastedPart)


class SQLPastedTexts(SQLPart):
    """The part of the store that knows what admins have pasted so far."""

    def save_pasted_part(self, chat_id: int, part: PastedPart, now: datetime) -> None:
        """See ``PastedTextStore``."""
        self._database.execute(
            """
            INSERT INTO pasted_parts (chat_id, message_id, part, pasted_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (chat_id, message_id) DO UPDATE SET
                part = excluded.part, pasted_at = excluded.pasted_at
            """,
            (chat_id, part.message_id, _PART.dump_json(part).decode(), write_instant(now)),
        )

    def list_pasted_parts(self, chat_id: int) -> list[PastedPart]:
        """See ``PastedTextStore``."""
        rows = self._database.execute(
            "SELECT part FROM pasted_parts WHERE chat_id = ? ORDER BY message_id", (chat_id,)
        )
        return [_PART.validate_json(row["part"]) for row in rows]

    def delete_pasted_parts(self, chat_id: int, until_message_id: int) -> int:
        """See ``PastedTextStore``."""
        return self._database.execute(
            "DELETE FROM pasted_parts WHERE chat_id = ? AND message_id <= ?",
            (chat_id, until_message_id),
        ).rowcount

    def delete_old_pasted_parts(self, pasted_before: datetime) -> int:
        """See ``PastedTextStore``."""
        return self._database.execute(
            "DELETE FROM pasted_parts WHERE pasted_at < ?", (write_instant(pasted_before),)
        ).rowcount
