"""Amendments in SQL: each copy that a correction changes, planned a few at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from lessons.delivery.correction import (
    Amendment,
    AmendmentCounts,
    AmendmentOutcome,
    Correction,
)
from storage.sql.corrections import SQLCorrections, copies_of, write_target
from storage.sql.dialect import Differing
from storage.sql.rows import write_ids, write_instant

# What is leaving, or may have left, tells no instant at which it did; there is little of it.
_LEAVING = """
    deliveries.delivery_id IN (
        SELECT delivery_id FROM deliveries {leased}
        WHERE lease_until_at IS NOT NULL AND status = 'sending'
        UNION ALL
        SELECT delivery_id FROM deliveries {half_known}
        WHERE status = 'unknown' AND message_ids <> ''
    )
"""
_HAD_LEFT = """
    deliveries.delivery_id IN {ids}
        AND deliveries.status = 'sent' AND deliveries.sent_at <= :confirmed_at
"""
_NEXT_OF_ANNOUNCEMENT = """
    SELECT delivery_id FROM deliveries {by_announcement}
    WHERE announcement_id = :announcement_id AND delivery_id < :before_id
    ORDER BY delivery_id DESC LIMIT :limit
"""
# No index tells the copies of a lesson, which may have been announced as well.
_NEXT_OF_ALL = Differing(
    sqlite="""
        SELECT delivery_id FROM deliveries NOT INDEXED
        WHERE delivery_id < :before_id ORDER BY delivery_id DESC LIMIT :limit
    """,
    postgres="""
        SELECT delivery_id FROM deliveries
        WHERE delivery_id < :before_id ORDER BY delivery_id DESC LIMIT :limit
    """,
)


class SQLAmendments(SQLCorrections):
    """The part of the store that knows what is still to be changed."""

    def begin_amendments(self, correction: Correction, now: datetime) -> None:
        """See ``CorrectionStore``."""
        self._database.execute(
            """
            UPDATE corrections
            SET confirmed_at = :now, looked_through = 0,
                before_delivery_id = (SELECT coalesce(max(delivery_id), 0) + 1 FROM deliveries),
                to_look_through = CASE WHEN announcement_id IS NULL
                    THEN (SELECT coalesce(max(delivery_id), 0) FROM deliveries)
                    ELSE (
                        SELECT coalesce(sum(count), 0) FROM tallies
                        WHERE tallies.announcement_id = corrections.announcement_id
                    ) END
            WHERE correction_id = :correction_id
            """,
            {"now": write_instant(now), "correction_id": correction.correction_id},
        )
        leaving = _LEAVING.format(
            leased=self._by_index("leased_deliveries"),
            half_known=self._by_index("half_known_deliveries"),
        )
        self._add_amendments(correction, leaving, {})

    def plan_amendments(self, correction_id: int, limit: int) -> Correction | None:
        """See ``CorrectionStore``."""
        correction = self.find_correction(correction_id)
        if correction is None or not correction.planning or not correction.confirmed_at:
            return correction
        before_id, number = correction.planning.before_delivery_id, correction.announcement_id
        ids = [
            delivery_id
            for (delivery_id,) in self._database.execute(
                self._in_dialect(_NEXT_OF_ALL)
                if number is None
                else _NEXT_OF_ANNOUNCEMENT.format(
                    by_announcement=self._by_index("deliveries_of_an_announcement")
                ),
                {"announcement_id": number, "before_id": before_id, "limit": limit},
            )
        ]
        if ids:
            confirmed_at = write_instant(correction.confirmed_at)
            had_left = {"ids": write_ids(ids), "confirmed_at": confirmed_at}
            self._add_amendments(correction, _HAD_LEFT.format(ids=self._ids(":ids")), had_left)
        is_over = len(ids) < limit
        # Of all deliveries the ids say how far it is: what was deleted leaves gaps.
        looked = len(ids) if number is not None or is_over else before_id - ids[-1]
        self._database.execute(
            """
            UPDATE corrections
            SET before_delivery_id = ?, looked_through = looked_through + ? WHERE correction_id = ?
            """,
            (None if is_over else ids[-1], looked, correction_id),
        )
        return self.find_correction(correction_id)

    def claim_amendments(self, real_now: datetime, limit: int) -> list[Amendment]:
        """See ``CorrectionStore``."""
        rows = self._database.execute(
            f"""
            UPDATE amendments SET status = 'sending', retry_at = NULL
            WHERE (correction_id, delivery_id) IN (
                SELECT correction_id, delivery_id
                FROM amendments {self._by_index("open_amendments")}
                    JOIN deliveries USING (delivery_id)
                -- Said over again, so that the index of what is open serves.
                WHERE amendments.status IN ('planned', 'sending', 'retry')
                    AND (amendments.status = 'planned'
                        OR amendments.status = 'retry' AND amendments.retry_at <= :real_now)
                    AND deliveries.status NOT IN ('planned', 'claimed', 'sending', 'retry')
                ORDER BY correction_id LIMIT :limit
            )
            RETURNING correction_id, delivery_id, attempts
            """,  # no value of anybody's is in it
            {"real_now": write_instant(real_now), "limit": limit},
        ).fetchall()
        claimed = []
        for correction_id, delivery_id, attempts in rows:
            correction = self.find_correction(correction_id)
            delivery = self.find_delivery(delivery_id)
            if correction and delivery:
                claimed.append(Amendment(correction, delivery, attempts))
        return claimed

    def record_amendments(self, outcomes: Sequence[AmendmentOutcome]) -> None:
        """See ``CorrectionStore``."""
        self._database.executemany(
            """
            UPDATE amendments SET status = ?, retry_at = ?, error = ?,
                attempts = attempts + CASE ? WHEN 'retry' THEN 1 ELSE 0 END
            WHERE correction_id = ? AND delivery_id = ?
            """,
            [
                (
                    outcome.status.value,
                    write_instant(outcome.retry_at) if outcome.retry_at else None,
                    outcome.error,
                    outcome.status.value,
                    outcome.correction_id,
                    outcome.delivery_id,
                )
                for outcome in outcomes
            ],
        )

    def release_amendments(self) -> int:
        """See ``CorrectionStore``."""
        return self._database.execute(
            f"""
            UPDATE amendments {self._by_index("open_amendments")} SET status = 'planned'
            WHERE status IN ('planned', 'sending', 'retry') AND status = 'sending'
            """
        ).rowcount

    def count_amendments(self, correction_id: int) -> AmendmentCounts:
        """See ``CorrectionStore``."""
        rows = self._database.execute(
            "SELECT state, count FROM amendment_tallies WHERE correction_id = ?", (correction_id,)
        )
        return AmendmentCounts(**dict(rows.fetchall()))

    def _add_amendments(
        self, correction: Correction, which: str, parameters: Mapping[str, str]
    ) -> None:
        """Plan one for each copy among those that is not planned yet, and count them."""
        number = correction.correction_id
        added = self._database.execute(
            f"""
            INSERT INTO amendments (correction_id, delivery_id)
            SELECT :correction_id, delivery_id {copies_of(correction)} AND {which}
            ON CONFLICT DO NOTHING
            """,  # no value of anybody's is in it
            write_target(correction) | {"correction_id": number, **parameters},
        ).rowcount
        self._database.execute(
            """
            INSERT INTO amendment_tallies (correction_id, state, count) VALUES (?, 'waiting', ?)
            ON CONFLICT (correction_id, state)
                DO UPDATE SET count = amendment_tallies.count + excluded.count
            """,
            (number, added),
        )
