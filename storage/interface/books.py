"""What every store promises about its books: what cannot be so in them is found, and put right."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from lessons.delivery.books import CrowdMiscount, TallyMiscount
from lessons.delivery.delivery import DeliveryStatus


class BooksStore(Protocol):
    """The part of a store that checks itself.

    What looks is read in a ``snapshot()``, on a connection of its own where there is much, so that
    nobody waits for it; what puts right is a few rows in a transaction, and changes nothing that is
    well by then.
    """

    def snapshot(self) -> AbstractContextManager[None]:
        """All that is read in the block is as of one instant; nothing is written in it."""

    def count_overdue(self, due_before: datetime, retry_before: datetime) -> int:
        """Return how many deliveries may leave, on no hold, and were due (or to be tried again, in
        real time) before then; no more than one above ``MOST_TROUBLES``."""

    def count_open(self) -> Mapping[DeliveryStatus, int]:
        """Return how many deliveries are not settled, by each status that such have."""

    def count_odd_leases(self, before: datetime, beyond: datetime) -> int:
        """Return how many leases ended before then, or end after the second instant (real time)."""

    def end_odd_leases(self, beyond: datetime, at: datetime) -> None:
        """Let leases that end beyond that instant end at ``at``; ``release_expired`` does the
        rest."""

    def count_unplanned(self, due_before: datetime) -> int:
        """Return how many places and scheduled announcements were due before then and still are."""

    def list_misplaced(self, limit: int) -> list[int]:
        """Return active subscribers who go on in a course and have no slot, and others who have
        one; at most so many."""

    def list_ended_early(self) -> list[int]:
        """Return the announcements that count as done and have messages waiting."""

    def reopen(self, announcement_ids: Sequence[int]) -> int:
        """Let those of them that have messages waiting count as not done; return how many."""

    def find_last_delivery_id(self) -> int:
        """Return the highest id of a delivery, 0 where there is none."""

    def list_orphans(self, after_id: int, last_id: int) -> list[int]:
        """Return the deliveries of these ids, the first left out, whose chat or announcement is
        gone."""

    def delete_orphans(self, delivery_ids: Sequence[int]) -> int:
        """Delete those of them whose chat or announcement is gone; return how many."""

    def list_timeless(self, after_id: int, last_id: int) -> list[int]:
        """Return the deliveries of these ids, the first left out, that were sent at no time."""

    def fill_in_times(self, delivery_ids: Sequence[int]) -> int:
        """Let those of them that were sent at no time count as sent when they were due; return how
        many."""

    def list_crowd_miscounts(self) -> list[CrowdMiscount]:
        """Return where the kept counts of subscribers are not what counting them gives."""

    def correct_crowds(self, miscounts: Sequence[CrowdMiscount]) -> None:
        """Add the differences to what is kept, whatever was counted since."""

    def list_tallied(self, done_since: datetime) -> list[int]:
        """Return the announcements that have messages and are not done, or since then."""

    def list_tally_miscounts(self, announcement_id: int) -> list[TallyMiscount]:
        """Return where the kept counts of its messages are not what counting them gives."""

    def correct_tallies(self, miscounts: Sequence[TallyMiscount]) -> None:
        """Add the differences to what is kept, whatever was counted since."""
