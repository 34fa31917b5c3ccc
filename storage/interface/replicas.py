"""What every store promises about the processes that answer people side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Replica:
    """One process that answers: where its peers reach it, and what it runs with.

    ``settings`` has a digest for each setting that changes behaviour, by name. The instants are
    by its own machine's clock.
    """

    replica_id: str
    address: str
    settings: Mapping[str, str]
    started_at: datetime
    seen_at: datetime


class ReplicaStore(Protocol):
    """The part of a store that lets processes know of each other."""

    def note_replica(self, replica: Replica) -> None:
        """Remember it as it is now."""

    def list_replicas(self) -> list[Replica]:
        """Return all that are remembered, by id."""

    def forget_replica(self, replica_id: str) -> None:
        """It has ended."""

    def forget_replicas(self, seen_before: datetime) -> int:
        """Those that were last seen before then have ended; return how many."""


class OpenCheckStore(Protocol):
    """The part of a store that knows in which chats lessons wait for a check.

    Nothing of the check is among it, and nothing of it outlives the check.
    """

    def save_open_check(self, chat_id: int, until_at: datetime) -> None:
        """Lessons to the chat wait until then."""

    def delete_open_check(self, chat_id: int) -> None:
        """They wait no longer."""

    def list_open_checks(self, now: datetime) -> Mapping[int, datetime]:
        """Return the chats to which lessons wait, and until when."""

    def delete_open_checks(self, until: datetime) -> int:
        """Forget those that have lapsed by then; return how many."""
