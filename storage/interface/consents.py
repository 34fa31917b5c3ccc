"""What every store promises about the text to which people agree."""

from typing import Protocol

from lessons.clinic.consent import GivenConsent


class ConsentStore(Protocol):
    """The part of a store that knows who agreed to which version, and when."""

    def find_consent(self, chat_id: int, version: str) -> GivenConsent | None:
        """Return what the chat answered to that version, ``None`` where it was never asked."""

    def list_consents(self, chat_id: int) -> list[GivenConsent]:
        """Return what the chat answered to each version, in the order of the answers."""

    def save_consent(self, consent: GivenConsent) -> None:
        """Keep it in place of what the chat answered to that version before."""

    def list_unasked(self, version: str, after_id: int, limit: int) -> list[tuple[int, str]]:
        """Return people who get lessons and have never been asked about that version, each with
        their time zone: those with a number above ``after_id``, by number."""
