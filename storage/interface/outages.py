"""What every store promises about chats that seem gone, one or all at once."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from lessons.delivery.outage import Outage
from lessons.delivery.reasons import Reason


class OutageStore(Protocol):
    """The part of a store that knows which chats could not be written to lately."""

    def find_outage(self) -> Outage:
        """Return how it stands; that of a store which knows of no try is empty."""

    def save_outage(self, outage: Outage) -> None:
        """``find_outage`` returns it from now on."""

    def add_losses(self, delivery_ids: Iterable[int], now: datetime) -> None:
        """Note that the chats of these deliveries seem gone."""

    def list_lost_chats(self) -> list[int]:
        """Return the chats that were noted and not forgotten since."""

    def forget_losses(self, before_at: datetime) -> None:
        """Forget those that were noted before that instant."""

    def plan_lost_again(self, because: Reason, due_since_at: datetime) -> list[int]:
        """Plan again, for the chats that were noted and are active or blocked, what was lost, and
        what was skipped for that reason and had been due since then; what was put off is due at
        once. Return those chats."""

    def doubt_chats(self, chat_ids: Iterable[int], now: datetime) -> None:
        """Note that these chats refuse what they are sent; since when stays as it was."""

    def trust_chats(self, chat_ids: Collection[int]) -> None:
        """Forget that, as they take it or were heard of."""

    def find_first_refusals(self, chat_ids: Collection[int]) -> dict[int, datetime]:
        """Return since when those of these chats that do so refuse what they are sent."""

    def close_chats(self, chat_ids: Iterable[int], now: datetime) -> None:
        """Note that the bot has no right to write there; since when stays as it was."""

    def open_chats(self, chat_ids: Sequence[int]) -> None:
        """Note that it has the right."""

    def find_closed_at(self, chat_id: int) -> datetime | None:
        """Return since when the bot has no right to write there."""
