"""What every store promises about chats that seem gone, one or all at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from lessons.delivery.delivery import Delivery
from lessons.delivery.outage import Outage
from lessons.delivery.reasons import Reason

LessonKey = tuple[str, str]
"""The ids of a course and of one of its lessons."""


class OutageStore(Protocol):
    """The part of a store that knows which chats could not be written to lately."""

    def find_outage(self, lesson: LessonKey | None = None) -> Outage:
        """Return how it stands with that lesson, or with everything; that of which no try is known
        is empty."""

    def list_outages(self) -> Mapping[LessonKey | None, Outage]:
        """Return how it stands with everything (``None``), and with each lesson that was refused
        lately. ``claim_deliveries`` passes over a lesson with which it stands still."""

    def save_outage(self, outage: Outage, lesson: LessonKey | None = None) -> None:
        """``find_outage`` returns it from now on."""

    def delete_outage(self, lesson: LessonKey) -> None:
        """Forget how it stands with that lesson."""

    def count_refused_contents(self) -> int:
        """Return how many lessons and announcements are among the losses that were refused."""

    def claim_lesson(
        self,
        lesson: LessonKey,
        due_since_at: datetime,
        now: datetime,
        lease_until_at: datetime,
        except_chat_ids: Set[int] = frozenset(),
    ) -> Delivery | None:
        """Claim the delivery of that lesson that has waited the longest of those due since then,
        unless an admin holds its course."""

    def find_next_lesson_probe_at(
        self, due_since_at: datetime, except_chat_ids: Set[int] = frozenset()
    ) -> datetime | None:
        """Return when one of the lessons with which it stands still is tried next, if one of its
        deliveries that are due since then waits."""

    def add_losses(self, delivery_ids: Iterable[int], now: datetime) -> None:
        """Note that these deliveries were lost: their chats seem gone, or they were refused."""

    def list_lost_chats(self) -> list[int]:
        """Return the chats that were noted and not forgotten since."""

    def forget_losses(self, before_at: datetime) -> None:
        """Forget those that were noted before that instant."""

    def plan_lost_again(self, because: Reason, due_since_at: datetime) -> list[int]:
        """Plan again, for the chats that were noted and are active or blocked, what was lost, and
        what was skipped for that reason and had been due since then; what was put off is due at
        once. Return those chats."""

    def hasten_refused(self, lesson: LessonKey) -> None:
        """Let what was put off of that lesson, and is among the losses, be due at once."""

    def doubt_chats(self, chat_ids: Iterable[int], now: datetime) -> None:
        """Note that these chats refuse what they are sent; since when stays as it was."""

    def trust_chats(self, chat_ids: Collection[int]) -> None:
        """Forget that, as they take it or were heard of."""

    def hasten_put_off(self, chat_ids: Collection[int], now: datetime) -> None:
        """Let what was put off because these chats refused it be due now."""

    def find_first_refusals(self, chat_ids: Collection[int]) -> dict[int, datetime]:
        """Return since when those of these chats that do so refuse what they are sent."""

    def close_chats(self, chat_ids: Iterable[int], now: datetime) -> None:
        """Note that the bot has no right to write there; since when stays as it was."""

    def open_chats(self, chat_ids: Sequence[int]) -> None:
        """Note that it has the right."""

    def find_closed_at(self, chat_id: int) -> datetime | None:
        """Return since when the bot has no right to write there."""
