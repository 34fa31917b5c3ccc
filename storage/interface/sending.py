"""What every store promises about who may send in bulk."""

from typing import Protocol

from storage.errors import StoreUnavailableError


class NotTheSenderError(StoreUnavailableError):
    """Another process sends now: nothing of what this one wanted to write was written."""


class SendingStore(Protocol):
    """The part of a store that lets one process at a time send in bulk."""

    def lead(self, epoch: int | None) -> None:
        """Remember under which epoch this process sends; ``None`` where it does not.

        A transaction ``as_sender`` raises ``NotTheSenderError`` from then on where another one has
        taken over. Where one process alone can have the store there are no epochs.
        """

    def release_former(self) -> int:
        """Plan again what earlier senders had claimed, and leave unknown what they were sending;
        what others send because somebody waits is theirs. Return how many rows changed."""
