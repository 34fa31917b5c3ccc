"""Chats that seem gone, in SQL: one or all at once."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.outage import Outage, Try
from lessons.delivery.reasons import CHAT_IS_GONE, Reason
from lessons.delivery.subscriber import SubscriberStatus
from storage.interface.outages import LessonKey
from storage.sql.dialect import POSTGRES, SQLITE, Differing
from storage.sql.part import Row, SQLPart
from storage.sql.rows import read_instant, write_ids, write_instant

_OUTAGE = (
    *("course_id", "lesson_id", "tries", "tried_at", "began_at", "kind", "lost", "tried"),
    *("probe_id", "probe_at", "arrived", "ended_at", "arrived_at", "told_at"),
)
_SAVE_OUTAGE = f"""
    INSERT INTO outages ({", ".join(_OUTAGE)}) VALUES ({", ".join("?" * len(_OUTAGE))})
    ON CONFLICT (course_id, lesson_id) DO UPDATE SET
        {", ".join(f"{column} = excluded.{column}" for column in _OUTAGE[2:])}
"""  # no value of anybody's is in it


_IS_LOST = """
    status IN ('planned', :failed) AND delivery_id IN (SELECT delivery_id FROM losses)
        OR status = :skipped AND error = :because AND due_at >= :since_at
"""
_WHEN = """
    coalesce((
        SELECT lost_at FROM losses
        WHERE losses.delivery_id = deliveries.delivery_id AND lost_at < due_at
    ), due_at)
"""
# What the chat is owed anew, or had, in another row stays as it is.
_PLAN_AGAIN = Differing(
    sqlite=f"""
        UPDATE OR IGNORE deliveries SET status = 'planned', error = NULL, due_at = {_WHEN}
        WHERE chat_id IN {SQLITE.ids.format(":chat_ids")} AND ({_IS_LOST})
        RETURNING announcement_id
    """,
    postgres=f"""
        WITH lost AS MATERIALIZED (
            SELECT delivery_id, announcement_id, {_WHEN} AS at FROM deliveries
            WHERE chat_id IN {POSTGRES.ids.format(":chat_ids")} AND ({_IS_LOST})
        )
        SELECT announcement_id FROM lost WHERE plan_again(delivery_id, at)
    """,
)


class SQLOutages(SQLPart):
    """The part of the store that knows which chats could not be written to lately."""

    def find_outage(self, lesson: LessonKey | None = None) -> Outage:
        """See ``OutageStore``."""
        return self.list_outages().get(lesson, Outage())

    def list_outages(self) -> dict[LessonKey | None, Outage]:
        """See ``OutageStore``."""
        rows = self._database.execute("SELECT * FROM outages").fetchall()
        return {
            (row["course_id"], row["lesson_id"]) if row["course_id"] else None: _read_outage(row)
            for row in rows
        }

    def save_outage(self, outage: Outage, lesson: LessonKey | None = None) -> None:
        """See ``OutageStore``."""
        self._database.execute(
            _SAVE_OUTAGE,
            (
                *(lesson or ("", "")),
                outage.tries,
                _write(outage.tried_at),
                _write(outage.began_at),
                outage.kind.value,
                outage.lost,
                outage.tried,
                outage.probe_id,
                _write(outage.probe_at),
                outage.arrived,
                _write(outage.ended_at),
                _write(outage.arrived_at),
                _write(outage.told_at),
            ),
        )

    def delete_outage(self, lesson: LessonKey) -> None:
        """See ``OutageStore``."""
        self._database.execute("DELETE FROM outages WHERE course_id = ? AND lesson_id = ?", lesson)

    def count_refused_contents(self) -> int:
        """See ``OutageStore``."""
        [count] = self._database.execute(
            """
            SELECT count(*) FROM (
                SELECT DISTINCT course_id, lesson_id, announcement_id
                FROM losses JOIN deliveries USING (delivery_id) WHERE error = ?
            ) AS contents
            """,
            [Reason.REFUSED],
        ).fetchone()
        return int(count)

    def add_losses(self, delivery_ids: Iterable[int], now: datetime) -> None:
        """See ``OutageStore``."""
        # What was deleted while it was on its way is no loss.
        self._database.executemany(
            f"""
            INSERT INTO losses (delivery_id, chat_id, lost_at)
            SELECT delivery_id, chat_id, CAST(? AS {self.dialect.instant}) FROM deliveries
            WHERE delivery_id = ?
            ON CONFLICT (delivery_id) DO UPDATE SET
                chat_id = excluded.chat_id, lost_at = excluded.lost_at
            """,
            [(write_instant(now), delivery_id) for delivery_id in delivery_ids],
        )

    def list_lost_chats(self) -> list[int]:
        """See ``OutageStore``."""
        return [chat_id for (chat_id,) in self._database.execute("SELECT chat_id FROM losses")]

    def forget_losses(self, before_at: datetime) -> None:
        """See ``OutageStore``."""
        self._database.execute("DELETE FROM losses WHERE lost_at < ?", [write_instant(before_at)])

    def plan_lost_again(self, because: Reason, due_since_at: datetime) -> list[int]:
        """See ``OutageStore``."""
        rows = self._database.execute(
            """
            SELECT DISTINCT chat_id FROM losses JOIN subscribers USING (chat_id)
            WHERE subscribers.status IN (:active, :blocked) AND is_paused = 0
            """,
            {"active": SubscriberStatus.ACTIVE, "blocked": SubscriberStatus.BLOCKED},
        )
        chat_ids = [chat_id for (chat_id,) in rows]
        changed = self._database.execute(
            self._in_dialect(_PLAN_AGAIN),
            {
                "chat_ids": write_ids(chat_ids),
                "failed": DeliveryStatus.FAILED,
                "skipped": DeliveryStatus.SKIPPED,
                "because": because,
                "since_at": write_instant(due_since_at),
            },
        ).fetchall()
        # What was done is to be done once more.
        self._database.executemany(
            "UPDATE announcements SET done_at = NULL WHERE announcement_id = ?",
            {(number,) for (number,) in changed if number is not None},
        )
        return chat_ids

    def hasten_refused(self, lesson: LessonKey) -> None:
        """See ``OutageStore``."""
        self._database.execute(
            """
            UPDATE deliveries SET due_at = lost_at FROM losses
            WHERE deliveries.delivery_id = losses.delivery_id AND status = 'planned'
                AND course_id = ? AND lesson_id = ? AND lost_at < due_at
            """,
            lesson,
        )

    def doubt_chats(self, chat_ids: Iterable[int], now: datetime) -> None:
        """See ``OutageStore``."""
        self._database.executemany(
            "INSERT INTO doubted_chats (chat_id, refused_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(chat_id, write_instant(now)) for chat_id in chat_ids],
        )

    def trust_chats(self, chat_ids: Collection[int]) -> None:
        """See ``OutageStore``."""
        self._database.execute(
            f"DELETE FROM doubted_chats WHERE chat_id IN {self._ids('?')}",
            [write_ids(chat_ids)],
        )

    def hasten_put_off(self, chat_ids: Collection[int], now: datetime) -> None:
        """See ``OutageStore``."""
        self._database.execute(
            f"""
            UPDATE deliveries SET due_at = :now
            WHERE chat_id IN {self._ids(":chat_ids")} AND status = 'planned'
                AND due_at > :now AND error IN {self._texts(":errors")}
            """,
            {
                "now": write_instant(now),
                "chat_ids": write_ids(chat_ids),
                "errors": json.dumps(sorted(CHAT_IS_GONE)),
            },
        )

    def find_first_refusals(self, chat_ids: Collection[int]) -> dict[int, datetime]:
        """See ``OutageStore``."""
        rows = self._database.execute(
            f"SELECT * FROM doubted_chats WHERE chat_id IN {self._ids('?')}",
            [write_ids(chat_ids)],
        )
        return {chat_id: read_instant(at) for chat_id, at in rows}

    def close_chats(self, chat_ids: Iterable[int], now: datetime) -> None:
        """See ``OutageStore``."""
        self._database.executemany(
            "INSERT INTO closed_chats (chat_id, closed_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(chat_id, write_instant(now)) for chat_id in chat_ids],
        )

    def open_chats(self, chat_ids: Sequence[int]) -> None:
        """See ``OutageStore``."""
        self._database.execute(
            f"DELETE FROM closed_chats WHERE chat_id IN {self._ids('?')}",
            [write_ids(chat_ids)],
        )

    def find_closed_at(self, chat_id: int) -> datetime | None:
        """See ``OutageStore``."""
        row = self._database.execute(
            "SELECT closed_at FROM closed_chats WHERE chat_id = ?", [chat_id]
        ).fetchone()
        return read_instant(row["closed_at"]) if row else None


def _read_outage(row: Row) -> Outage:
    return Outage(
        tries=row["tries"],
        tried_at=_read(row["tried_at"]),
        began_at=_read(row["began_at"]),
        kind=Try(row["kind"]),
        lost=row["lost"],
        tried=row["tried"],
        probe_id=row["probe_id"],
        probe_at=_read(row["probe_at"]),
        arrived=row["arrived"],
        ended_at=_read(row["ended_at"]),
        arrived_at=_read(row["arrived_at"]),
        told_at=_read(row["told_at"]),
    )


def _write(at: datetime | None) -> str | None:
    return write_instant(at) if at else None


def _read(text: str | None) -> datetime | None:
    return read_instant(text) if text else None
