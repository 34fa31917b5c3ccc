"""The outbox in SQL: deliveries from planned to settled."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from lessons.delivery.delivery import Delivery, Outcome
from lessons.delivery.reasons import Reason
from storage.sql.claims import SQLClaims
from storage.sql.dialect import Differing
from storage.sql.rows import read_delivery, read_instant, write_ids, write_instant, write_outcome

_FORMER = Differing(
    # Whoever has the file is alone with it.
    sqlite="lease_until_at IS NOT NULL",
    postgres="lease_until_at IS NOT NULL AND sender_epoch < :epoch",
)
_MARK_SENDING = Differing(
    sqlite="""
        UPDATE deliveries SET status = 'sending', lease_until_at = :lease_until_at
        WHERE delivery_id IN {ids} AND status = 'claimed'
        RETURNING delivery_id
    """,
    # What a former sender had claimed is not this one's to send. What this one marked already, in a
    # transaction of whose end it never heard, has not left yet.
    postgres="""
        UPDATE deliveries
        SET status = 'sending', lease_until_at = :lease_until_at, sender_epoch = :epoch
        WHERE delivery_id IN {ids} AND sender_epoch IS NOT DISTINCT FROM CAST(:epoch AS bigint)
            AND (status = 'claimed' OR status = 'sending' AND sender_epoch IS NOT NULL)
        RETURNING delivery_id
    """,
)
_RECORD = Differing(
    sqlite="""
        UPDATE deliveries
        SET status = value ->> 'status', lease_until_at = NULL, retry_at = value ->> 'retry_at',
            due_at = coalesce(value ->> 'due_at', due_at),
            attempts = attempts + (value ->> 'status' = 'retry'),
            message_ids = value ->> 'message_ids',
            content_revision = value ->> 'content_revision', sent_at = value ->> 'sent_at',
            error = value ->> 'error'
        FROM json_each(:outcomes)
        WHERE delivery_id = value ->> 'delivery_id' AND status NOT IN ('sent', 'failed', 'skipped')
    """,
    postgres="""
        UPDATE deliveries
        SET status = new.status, lease_until_at = NULL, retry_at = new.retry_at,
            due_at = coalesce(new.due_at, deliveries.due_at),
            attempts = attempts + CASE new.status WHEN 'retry' THEN 1 ELSE 0 END,
            message_ids = new.message_ids, content_revision = new.content_revision,
            sent_at = new.sent_at, error = new.error
        FROM json_to_recordset(CAST(:outcomes AS json)) AS new (
            delivery_id bigint, status text, retry_at timestamptz, due_at timestamptz,
            message_ids text, content_revision text, sent_at timestamptz, error text
        )
        WHERE deliveries.delivery_id = new.delivery_id
            AND deliveries.status NOT IN ('sent', 'failed', 'skipped')
    """,
)


class SQLOutbox(SQLClaims):
    """The part of the store that knows what is owed, and what became of it."""

    def mark_sending(
        self, delivery_ids: Sequence[int], lease_until_at: datetime
    ) -> tuple[int, ...]:
        """See ``Store``."""
        return self._change(
            self._in_dialect(_MARK_SENDING).format(ids=self._ids(":ids")),
            ids=write_ids(delivery_ids),
            lease_until_at=write_instant(lease_until_at),
            epoch=self._epoch,
        )

    def record_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """See ``Store``."""
        # A report may come late, after the lease has lapsed or even after a resend; it never
        # changes what is settled.
        self._change(
            self._in_dialect(_RECORD),
            outcomes=json.dumps([write_outcome(outcome) for outcome in outcomes]),
        )
        self._advance_places(outcome.delivery_id for outcome in outcomes)

    def release_expired(self, real_now: datetime) -> int:
        """See ``Store``."""
        return self._release("lease_until_at <= :real_now", real_now=write_instant(real_now))

    def release_former(self) -> int:
        """See ``SendingStore``."""
        return self._release(self._in_dialect(_FORMER), epoch=self._epoch)

    def _release(self, which: str, **parameters: str | int | None) -> int:
        """Plan again what was claimed of those, and leave unknown what was being sent."""
        ids = self._change(
            f"""
            UPDATE deliveries
            SET status = CASE status WHEN 'claimed' THEN 'planned' ELSE 'unknown' END,
                error = CASE status WHEN 'claimed' THEN error ELSE :error END,
                lease_until_at = NULL
            WHERE {which}
            RETURNING delivery_id
            """,
            error=Reason.LEASE_EXPIRED,
            **parameters,
        )
        self._advance_places(ids)
        return len(ids)

    def release_claims(self, delivery_ids: Sequence[int]) -> None:
        """See ``Store``."""
        self._change(
            f"""
            UPDATE deliveries SET status = 'planned', lease_until_at = NULL
            WHERE delivery_id IN {self._ids(":ids")} AND status = 'claimed'
            """,
            ids=write_ids(delivery_ids),
        )

    def list_unknown(self, limit: int) -> list[Delivery]:
        """See ``Store``."""
        return self._list_deliveries(
            """
            SELECT * FROM deliveries
            WHERE status = 'unknown' AND is_settled = 0 ORDER BY due_at LIMIT :limit
            """,
            {"limit": limit},
        )

    def resend_unknown(self, retry_at: Mapping[int, datetime]) -> None:
        """See ``Store``."""
        self._database.executemany(
            """
            UPDATE deliveries SET status = 'retry', retry_at = ?, resends = resends + 1
            WHERE delivery_id = ? AND status = 'unknown' AND is_settled = 0
            """,
            [(write_instant(at), delivery_id) for delivery_id, at in retry_at.items()],
        )

    def hasten_retries(self, latest_at: datetime) -> None:
        """See ``Store``."""
        self._change(
            "UPDATE deliveries SET retry_at = :at WHERE status = 'retry' AND retry_at > :at",
            at=write_instant(latest_at),
        )

    def settle_unknown(self, delivery_ids: Sequence[int]) -> None:
        """See ``Store``."""
        self._change(
            f"""
            UPDATE deliveries SET is_settled = 1
            WHERE delivery_id IN {self._ids(":ids")} AND status = 'unknown'
            """,
            ids=write_ids(delivery_ids),
        )
        self._advance_places(delivery_ids)

    def skip_deliveries(self, delivery_ids: Sequence[int], error: Reason) -> None:
        """See ``Store``."""
        self._change(
            f"""
            UPDATE deliveries SET status = 'skipped', lease_until_at = NULL, error = :error
            WHERE delivery_id IN {self._ids(":ids")} AND status = 'claimed'
            """,
            ids=write_ids(delivery_ids),
            error=error,
        )

    def skip_unsent(self, chat_id: int, error: Reason) -> int:
        """See ``Store``."""
        ids = self._change(
            """
            UPDATE deliveries
            SET status = 'skipped', lease_until_at = NULL, retry_at = NULL, error = :error
            WHERE chat_id = :chat_id AND status IN ('planned', 'claimed', 'retry')
            RETURNING delivery_id
            """,
            chat_id=chat_id,
            error=error,
        )
        return len(ids)

    def find_delivery(self, delivery_id: int) -> Delivery | None:
        """See ``Store``."""
        found = self._list_deliveries(
            "SELECT * FROM deliveries WHERE delivery_id = :id", {"id": delivery_id}
        )
        return found[0] if found else None

    def list_lessons(self, chat_id: int, course_id: str) -> list[Delivery]:
        """See ``Store``."""
        rows = self._database.execute(
            """
            SELECT * FROM deliveries
            WHERE chat_id = ? AND course_id = ? ORDER BY local_date, delivery_id
            """,
            (chat_id, course_id),
        )
        return [read_delivery(row) for row in rows]

    def save_flood_wait(self, until_at: datetime) -> None:
        """See ``Store``."""
        self._database.execute(
            """
            INSERT INTO flood_waits (id, until_at) VALUES (1, ?)
            ON CONFLICT (id) DO UPDATE SET until_at = excluded.until_at
            """,
            (write_instant(until_at),),
        )

    def find_flood_wait_end(self) -> datetime | None:
        """See ``Store``."""
        row = self._database.execute("SELECT until_at FROM flood_waits").fetchone()
        return read_instant(row["until_at"]) if row else None

    def _advance_places(self, delivery_ids: Iterable[int]) -> None:
        """Lessons that arrived, or may have and are given up, become the last of their enrollments.

        One that is still to be sent again keeps its place: should it come too late and be
        skipped, it is the next lesson once more. A lesson of an earlier date that arrives late
        does not turn the place back. An extra one leaves the place where it is.
        """
        ids = write_ids(delivery_ids)
        if ids == "[]":
            return
        self._change(
            f"""
            WITH arrived AS MATERIALIZED (
                -- By its key and nothing else: any other index would lead to all there are.
                SELECT chat_id, course_id, lesson_id, local_date, status, is_settled, is_extra,
                    rounds_ago
                FROM deliveries WHERE delivery_id IN {self._ids(":ids")}
            )
            UPDATE enrollments SET last_lesson_id = arrived.lesson_id
            FROM arrived
            WHERE (arrived.status = 'sent' OR arrived.status = 'unknown' AND arrived.is_settled = 1)
                AND arrived.is_extra = 0 AND arrived.rounds_ago = 0
                AND enrollments.chat_id = arrived.chat_id
                AND enrollments.course_id = arrived.course_id
                AND NOT EXISTS (
                    SELECT 1 FROM deliveries AS later
                    WHERE later.chat_id = arrived.chat_id AND later.course_id = arrived.course_id
                        AND later.local_date > arrived.local_date
                        AND later.status IN ('sent', 'unknown')
                        -- Said over again, so that the index of dates serves.
                        AND later.local_date IS NOT NULL AND later.is_extra = 0
                        AND later.status NOT IN ('skipped', 'failed')
                )
            """,
            ids=ids,
        )

    def _change(self, sql: str, **parameters: str | int | None) -> tuple[int, ...]:
        """Run one statement; return the ids in what it returns, if it does."""
        cursor = self._database.execute(sql, parameters)
        return tuple(row[0] for row in cursor) if "RETURNING" in sql else ()
