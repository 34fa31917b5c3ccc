"""A delivery that was tried, and what that tells about others."""

from dataclasses import dataclass

from lessons.delivery.delivery import Delivery, DeliveryStatus, Outcome
from lessons.delivery.outage import Try
from lessons.delivery.reasons import Reason

_TELEGRAMS_OWN = frozenset(
    {
        Reason.NOT_CONNECTED,
        Reason.SERVER_ERROR,
        Reason.UNANSWERED,
        Reason.ANSWER_UNREADABLE,
    }
)


@dataclass(frozen=True, slots=True)
class Settled:
    """A delivery and what became of its attempt.

    ``is_gone`` says that its chat can no longer be written to, ``new_chat_id`` is where its
    group has moved.
    """

    delivery: Delivery
    outcome: Outcome
    is_gone: bool = False
    new_chat_id: int | None = None


def find_try(one: Settled) -> Try | None:
    """Return what came of it, ``None`` where that tells nothing about others."""
    if one.outcome.status is DeliveryStatus.SENT:
        return Try.ARRIVED
    if one.is_gone:
        return Try.GONE
    if one.outcome.error is Reason.REFUSED:
        return Try.REFUSED
    return Try.FAILED if one.outcome.error in _TELEGRAMS_OWN else None
