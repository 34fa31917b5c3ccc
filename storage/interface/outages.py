"""What every store promises about chats that seem gone, one or all at once."""

from collections.abc import Iterable, Sequence
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
        """Plan again, for the chats that were noted and count as blocked, what was lost, and what
        was skipped for that reason and had been due since then. Return those chats."""

    def close_chats(self, chat_ids: Iterable[int], now: datetime) -> None:
        """Note that the bot has no right to write there; since when stays as it was."""

    def open_chats(self, chat_ids: Sequence[int]) -> None:
        """Note that it has the right."""

    def find_closed_at(self, chat_id: int) -> datetime | None:
        """Return since when the bot has no right to write there."""
