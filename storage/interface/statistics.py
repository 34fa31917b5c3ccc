"""What every store promises about its statistics; never a name, never one person."""

from datetime import date, datetime
from typing import Protocol

from lessons.delivery.statistics import CensusCursor, Health, Statistics, SubscriberCounts


class StatisticsStore(Protocol):
    """The part of a store that counts, a little at a time or as things change."""

    def count_start_word(self, word: str) -> None:
        """Count that somebody began with that word; of too many different ones only how many."""

    def list_start_words(self) -> list[tuple[str, int]]:
        """Return the words with which people began and how many did, most first; the empty word
        stands for all that came after there were too many."""

    def count_subscribers(self) -> SubscriberCounts:
        """Return how many there are now, without counting them."""

    def check_health(self, now: datetime, failed_since_at: datetime) -> Health:
        """Return how the outbox stands."""

    def is_small(self) -> bool:
        """Whether everything can be counted in a moment, whenever somebody asks."""

    def begin_census(self, now: datetime) -> CensusCursor:
        """Begin to count everybody and everything; a census that was not completed is dropped."""

    def go_on_with_census(self, so_far: CensusCursor) -> CensusCursor | None:
        """Count a few more; ``None`` once all are counted: then it replaces the census before."""

    def drop_census(self) -> None:
        """Forget every census, and with it the traces of people who may be forgotten since."""

    def find_census_at(self) -> datetime | None:
        """Return when the last complete census began."""

    def find_statistics(self, joined_since: date) -> Statistics | None:
        """Return what the last complete census found; ``None`` before the first one."""
