"""The text to which people agree, in SQL: one row for each chat and version."""

from lessons.clinic.consent import ConsentAnswer, GivenConsent
from lessons.delivery.subscriber import ChatKind, SubscriberStatus
from storage.sql.part import Row, SQLPart
from storage.sql.rows import read_instant, write_instant


class SQLConsents(SQLPart):
    """The part of the store that knows who agreed to which version, and when."""

    def find_consent(self, chat_id: int, version: str) -> GivenConsent | None:
        """See ``ConsentStore``."""
        row = self._database.execute(
            "SELECT * FROM consents WHERE chat_id = ? AND version = ?", (chat_id, version)
        ).fetchone()
        return _read(row) if row else None

    def list_consents(self, chat_id: int) -> list[GivenConsent]:
        """See ``ConsentStore``."""
        rows = self._database.execute(
            "SELECT * FROM consents WHERE chat_id = ? ORDER BY answered_at, version", (chat_id,)
        )
        return [_read(row) for row in rows]

    def save_consent(self, consent: GivenConsent) -> None:
        """See ``ConsentStore``."""
        self._database.execute(
            """
            INSERT INTO consents (chat_id, version, answer, answered_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (chat_id, version) DO UPDATE SET
                answer = excluded.answer, answered_at = excluded.answered_at
            """,
            (
                consent.chat_id,
                consent.version,
                consent.answer.value,
                write_instant(consent.at),
            ),
        )

    def list_unasked(self, version: str, after_id: int, limit: int) -> list[tuple[int, str]]:
        """See ``ConsentStore``."""
        rows = self._database.execute(
            """
            SELECT chat_id, timezone FROM subscribers
            WHERE kind = :private AND status = :active AND is_paused = 0 AND chat_id > :after
                AND NOT EXISTS (
                    SELECT 1 FROM consents
                    WHERE consents.chat_id = subscribers.chat_id AND version = :version
                )
            ORDER BY chat_id LIMIT :most
            """,
            {
                "private": ChatKind.PRIVATE,
                "active": SubscriberStatus.ACTIVE,
                "after": after_id,
                "version": version,
                "most": limit,
            },
        )
        return [(row["chat_id"], row["timezone"]) for row in rows]


def _read(row: Row) -> GivenConsent:
    return GivenConsent(
        row["chat_id"],
        row["version"],
        ConsentAnswer(row["answer"]),
        read_instant(row["answered_at"]),
    )
